Feature: Lay specs out alike
  As an author
  I want every spec indented, spaced and aligned in one way, without doing it by hand
  so that reviews speak of what a spec says, and a change shows only what changed

  `specbook format` indents lines, aligns tables, and sets blank lines; it never changes a word. Before a file is
  written, it is read again in its new layout: unless every step, name, tag, table, doc string and comment is what it
  was, in its place, and unless formatting it once more would change nothing, the file is left alone, and you are told.

  - Two blanks a level. Tables are aligned as they are seen, also in scripts with wide or combining characters.
  - One blank line between blocks, and after a description; between steps, one where you have one.
  - A comment is indented as what it stands before. One right below a block, with a blank line after it, stays with it.
  - The Markdown of a description stays what it is, and so does every blank in a doc string.
  - Line endings stay, the most frequent where they are mixed. Specs in Markdown (`.feature.md`) are left as they are.

  Background:
    Given the Harbour shop

  Scenario: Format a spec that was written in a hurry
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature:Pay by card
      As a shopper
      I want to pay with my card
      so that my order ships today
       @everyday   @cards
      Scenario Outline:  Pay <price> euros
       Given   a basket worth <price> euros
         When the shopper pays by card


          Then the order is <outcome>
      Examples:
      |price|outcome|
      |38|paid|
      |1200|refused|
      ```
    When I run "specbook format"
    Then it ends well
    And it says "1 file formatted, 0 left as they are"
    And its file "specs/pay.feature" now says
      ```gherkin
      Feature: Pay by card
        As a shopper
        I want to pay with my card
        so that my order ships today

        @everyday @cards
        Scenario Outline: Pay <price> euros
          Given a basket worth <price> euros
          When the shopper pays by card

          Then the order is <outcome>

          Examples:
            | price | outcome |
            | 38    | paid    |
            | 1200  | refused |
      ```

  Scenario: Keep every comment, and what it speaks of
    Given its file "specs/pay.feature" says
      ```gherkin
      # The bank has agreed to these cases.
      Feature: Pay by card
        # Ask the bank before you change the limit.
        Scenario Outline: Pay
              # the basket comes first
          Given a basket worth <price> euros
          When the shopper pays by card
          # TODO: and a receipt?

          Examples: # within the limit
            | price |
      # everyday
            | 38 |
      #     | 39 |
      # that is all
      ```
    When I run "specbook format"
    Then it ends well
    And its file "specs/pay.feature" now says
      ```gherkin
      # The bank has agreed to these cases.
      Feature: Pay by card

        # Ask the bank before you change the limit.
        Scenario Outline: Pay
          # the basket comes first
          Given a basket worth <price> euros
          When the shopper pays by card
          # TODO: and a receipt?

          Examples: # within the limit
            | price |
            # everyday
            | 38    |
            #     | 39 |
            # that is all
      ```

  Scenario: Lose no result by it
    What was verified stays verified: a layout is no claim.

    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
       Scenario: Pay
        Given a basket worth 38 euros
        When the shopper pays by card
        Then the order is paid
      ```
    And I have run "specbook run"
    When I run "specbook format"
    Then it says "1 file formatted"
    And the only example is verified

  Scenario: Leave alone what cannot be read, and format the rest
    Given its file "specs/torn.feature" says
      ```gherkin
      Feature: Refund
       Scenario: Get money back
        Given a basket worth 38 euros
        this line is no step
      ```
    And its file "specs/latin.feature" is saved as Latin-1
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
       Scenario: Pay
        Given a basket worth 38 euros
      ```
    When I run "specbook format"
    Then it ends with exit code 1
    And it says "specs/torn.feature:4:"
    And it says "specs/latin.feature:1:"
    And it says "1 file formatted, 0 left as they are, 2 could not be formatted"
    And its file "specs/torn.feature" now says
      ```gherkin
      Feature: Refund
       Scenario: Get money back
        Given a basket worth 38 euros
        this line is no step
      ```

  Scenario: Ask in continuous integration whether all is laid out
    With `--diff`, it shows the lines, too.

    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card

        Scenario: Pay
         Given a basket worth 38 euros
      ```
    When I run "specbook format --check"
    Then it ends with exit code 1
    And it says "specs/pay.feature"
    And it says "1 file would be formatted"
    And its file "specs/pay.feature" now says
      ```gherkin
      Feature: Pay by card

        Scenario: Pay
         Given a basket worth 38 euros
      ```

  Scenario Outline: What is kept to the letter
    Given a spec in a bad layout, with <what>
    When I run "specbook format"
    Then it ends well
    And the spec is in a good layout, still with <what>

    Examples: test cases
      | what                                                  |
      | a doc string that is deeper indented than its marks   |
      | a doc string that is less indented than its marks     |
      | a doc string with blank lines, and blanks at the ends |
      | cells with bars, backslashes and line breaks          |
      | a list, a fence and a hard line break in its story    |
      | a comment behind its tags                             |
      | Japanese in its table                                 |
      | Windows line endings                                  |
      | a byte order mark                                     |
