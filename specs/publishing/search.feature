@browser
Feature: Find an answer in your own words
  As a reader
  I want to ask in my own words
  so that I find the answer without knowing what the authors call it

  The search looks for the words that say something: “a”, “is” and “what”, in the language of the book, say nothing. A
  test case comes after each guide, capability and use case that holds as many of the words, and as many in its name.

  Scenario: Ask the book of Specbook itself
    Given the book of Specbook itself
    When these questions are typed into its search
      | question                  | answered by                                |
      | run only one scenario     | Run only the scenarios that matter         |
      | what if a test is skipped | Know the state of every example            |
      | hide from customers       | Keep two front doors                       |
      | add a screenshot          | Let steps take screenshots                 |
      | why is it marked changed  | Edit a spec without borrowing an old proof |
    Then one of the first three results answers each
    And each answer is at most three clicks from home

  Scenario: Words that say nothing find nothing
    Given the Harbour shop
    And its file "specs/anchors.feature" says
      ```gherkin
      Feature: Anchor in a storm
        Scenario: Ask for a buoy
          Given the shop is closed
      ```
    And its file "specs/lantern.feature" says
      ```gherkin
      Feature: Light the lantern
        Scenario: Burn for a night
          Given the shop is closed
      ```
    When I run "specbook build"
    Then searching for "what is a lantern?" finds "Light the lantern"
    But searching for "what is a lantern?" does not find "Anchor in a storm"

  Scenario: Meet the guide first
    Given the Harbour shop
    And its file "docs/till.md" says
      ```markdown
      # A refund at the till
      The till gives coins back.
      ```
    And its file "specs/refunds/README.md" says
      ```markdown
      # Refund a shopper
      Nobody waits for money.
      ```
    And its file "specs/refunds/bags.feature" says
      ```gherkin
      Feature: Take a bag back
        Scenario: Refund a bag
          Given a basket worth 38 euros

        @test-case
        Scenario: A refund after the refund of the same bag
          Given a basket worth 39 euros
      ```
    When I run "specbook build"
    Then searching for "refund" finds these, test cases last
      | what      | found                                     |
      | guide     | A refund at the till                      |
      | guide     | Refund a shopper                          |
      | use case  | Refund a bag                              |
      | test case | A refund after the refund of the same bag |
    But searching for "refund of the same bag" finds the test case "A refund after the refund of the same bag" first
