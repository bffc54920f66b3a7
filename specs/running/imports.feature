Feature: Import what other tools have run
  As a developer
  I want to import the results of Cucumber, behave and others into the ledger
  so that specs which pytest does not run are told as honestly as those it does

  A result counts for the example whose text it was run with, wherever the feature file stood and whatever it was called.
  What cannot be matched is listed, never guessed. The newest run decides, whichever was imported last.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```

  Scenario: Import a report of behave
    Given behave has written "report.json", where the scenario passed
    When I run "specbook import report.json"
    Then it ends well
    And it says "1 example of exactly this text"
    And the only example is verified

  Scenario: Import Cucumber Messages of any implementation
    Given cucumber-js has written "report.ndjson", where the scenario failed
    When I run "specbook import report.ndjson"
    Then it ends well
    And the only example is failing

  Scenario: Import JUnit XML, with the revision that was run
    JUnit XML holds only names. The texts that were run are read from git.

    Given Cucumber has written "report.xml", where the scenario passed
    And the project is committed to git
    When I run "specbook import report.xml --revision HEAD"
    Then it ends well
    And the only example is verified

  Scenario: Import the same file again
    Given behave has written "report.json", where the scenario passed
    And I have run "specbook import report.json"
    When I run "specbook import report.json"
    Then it ends well
    And it says "already imported"
    And one run is left

  @error
  Scenario: JUnit XML without a revision
    Given Cucumber has written "report.xml", where the scenario passed
    When I run "specbook import report.xml"
    Then it ends with exit code 2
    And it says "Name the revision that was run: --revision REV"

  @error
  Scenario: A file that is cut off
    Given cucumber-js has written "report.ndjson", where the scenario passed
    And the end of its file "report.ndjson" is cut off
    When I run "specbook import report.ndjson"
    Then it ends with exit code 1
    And it says "report.ndjson:10:1: this line is cut off"
    And it says "Nothing was imported."
    And the only example is not run

  Scenario Outline: What a tool says, and what the ledger makes of it
    Given <tool> has written "report", where the scenario <ended>
    And the project is committed to git
    When I run "specbook import report --revision HEAD"
    Then the only example is <state>

    Examples: test cases
      | tool        | ended                   | state     |
      | behave      | failed                  | failing   |
      | behave      | was skipped             | not run   |
      | behave      | had an undefined step   | undefined |
      | behave      | was run with other text | changed   |
      | cucumber-js | passed                  | verified  |
      | cucumber-js | was skipped             | not run   |
      | cucumber-js | had an undefined step   | undefined |
      | cucumber-js | was run with other text | not run   |
      | Cucumber    | failed                  | failing   |
      | Cucumber    | was skipped             | not run   |
      | Cucumber    | had an undefined step   | undefined |
      | Cucumber    | was run with other text | not run   |
      | pytest-bdd  | passed                  | verified  |
      | pytest-bdd  | had an undefined step   | not run   |
