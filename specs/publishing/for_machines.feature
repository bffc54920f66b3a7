Feature: Let programs read the book
  As a developer
  I want the same claims that people read in a form for programs
  so that dashboards, chat assistants and scripts know what the product does, and how far that is proved

  Beside its pages, each book holds `specs.json` for programs, `llms.txt` for language models, and every feature as clean
  text. They say what the pages say to the same audience, and no more.

  Background:
    Given the Harbour shop
    And its file "specs/paying/README.md" says
      ```markdown
      # Paying

      How money gets from a shopper to the shop.
      ```
    And its file "specs/paying/card.feature" says
      ```gherkin
      @money
      Feature: Pay by card
        As a shopper
        I want to pay by card
        so that my order ships today

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        @internal
        Scenario: Pay as staff
          Given a basket worth 2 euros
          When the shopper pays by card
          Then the order is paid

        Scenario Outline: Around the limit
          Given a basket worth <price> euros
          When the shopper pays by card
          Then the order is <outcome>

          Examples:
            | price | outcome |
            | 500   | paid    |
            | 501   | paid    |
      ```
    And I have run "specbook run"

  Scenario: Read every state with a program
    When I run "specbook build"
    Then specs.json follows its published schema
    And specs.json holds these examples
      | feature     | scenario         | row  | state    | address                                       |
      | Pay by card | Pay              | None | verified | specs/paying/card.html#pay                    |
      | Pay by card | Around the limit | 1    | verified | specs/paying/card.html#around-the-limit-row-1 |
      | Pay by card | Around the limit | 2    | failing  | specs/paying/card.html#around-the-limit-row-2 |
    And every address in specs.json leads to its place in the book

  Scenario: Give a language model the whole product
    When I run "specbook build"
    Then the file "llms.txt" of the book says
      ```
      ## Paying

      How money gets from a shopper to the shop.

      - [Pay by card](specs/paying/card.txt): As a shopper, I want to pay by card, so that my order ships today — ✖ 1 broken · 2 of 3 verified
      ```

  Scenario: Read a feature as clean text
    The text is Gherkin again; the states stand in comments.

    When I run "specbook build"
    Then the file "specs/paying/card.txt" of the book says
      ```gherkin
        # ✔ verified
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And the file "specs/paying/card.txt" of the book says
      ```gherkin
          Examples:
            | price | outcome |
            | 500   | paid    |  # ✔ verified
            | 501   | paid    |  # ✖ broken
      ```

  Scenario: What is internal stays inside
    When I run "specbook build"
    Then no file of the book holds "Pay as staff"
    And no file of the book holds "card.feature"

  @test-case
  Scenario: The team reads what is internal, too
    When I run "specbook build --audience internal"
    Then the file "specs/paying/card.txt" of the book says
      ```gherkin
        Scenario: Pay as staff
      ```

  @edge-case
  Scenario: An llms.txt of your own stays as it is
    Given its file "docs/llms.txt" says
      ```
      # Ask the harbour master
      ```
    When I run "specbook build"
    Then the file "llms.txt" of the book says
      ```
      # Ask the harbour master
      ```
