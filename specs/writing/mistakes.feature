Feature: See every mistake in a file at once
  As an author
  I want to be told of all mistakes in a file, each with its place
  so that I mend them in one go, instead of one with each run

  A file that is not Gherkin never stops the others: they are run and published. But no run is good while there is
  such a file, and the book shows a page in its place that says what is wrong.

  Background:
    Given the Harbour shop
    And its file "specs/good.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And its file "specs/torn.feature" says
      ```gherkin
      Feature: Refund
        Scenario: Get money back
          Given a basket worth 38 euros
            | a | b |
            | 1 |
          When the shopper pays by card
          this line is no step
      ```

  Scenario: Read every mistake, each with its place
    When I run "specbook status"
    Then it ends with exit code 1
    And it says "specs/torn.feature:5:"
    And it says "specs/torn.feature:7:"
    And it says "1 file that cannot be read"

  Scenario: Go on with the other files
    When I run "specbook run"
    Then it ends with exit code 1
    And the ledger says
      | scenario | state    |
      | Pay      | verified |

  Scenario: Find the mistake in the book
    The page in its place is for the team: who else may read the file is written in it, and it cannot be read.

    When I run "specbook build --audience internal"
    Then it ends with exit code 1
    And the book's page "specs/torn.html" says "line 5"
    And the book's page "specs/torn.html" says "line 7"

  Scenario: An unreadable file, saved by an old editor
    Given its file "specs/latin.feature" is saved as Latin-1
    When I run "specbook status"
    Then it ends with exit code 1
    And it says "specs/latin.feature:1:"
    And it says "save it as UTF-8"

  Scenario: A missing folder of specs
    Given its folder "specs" is deleted
    When I run "specbook run"
    Then it ends with exit code 2
    And it says "specs/: there is no such folder"
