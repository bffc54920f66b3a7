Feature: Find an answer in your own words
  As a reader
  I want to ask in my own words
  so that I find the answer without knowing what the authors call it

  The search looks for the words that say something: “a”, “is” and “what”, in the language of the book, say nothing.

  @browser
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

  @browser
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
