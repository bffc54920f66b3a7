Feature: Read the results with other tools
  As a developer
  I want results in the format that Cucumber's own tools read
  so that the reports and dashboards that I have show Specbook's runs, too

  The format is Cucumber Messages: one JSON object on each line. It is compared with all of
  [Cucumber's own samples](../../docs/contributing/measured.md).

  Background:
    Given the Harbour shop

  Scenario: Keep the results for other tools
    Every run is a file of Cucumber Messages, in a folder of its own below `.specbook/results/`.

    Given its file "specs/pay.feature" holds a scenario that passes
    When I run "specbook run"
    Then its newest results hold these Cucumber Messages
      | message          |
      | meta             |
      | source           |
      | gherkinDocument  |
      | pickle           |
      | stepDefinition   |
      | testRunStarted   |
      | testCase         |
      | testCaseStarted  |
      | testStepFinished |
      | testCaseFinished |
      | testRunFinished  |

  Scenario: Read them with Cucumber's own library
    Given its file "specs/pay.feature" holds a scenario that passes
    When I run "specbook run"
    Then Cucumber's own library reads every line of its newest results

  Scenario: See from the results how a run ended
    Given its file "specs/pay.feature" holds a scenario that fails in the middle
    When I run "specbook run"
    Then its newest results say that the run failed

  Rule: A step ends with one of Cucumber's own statuses

    Scenario Outline: A scenario <what>
      Given its file "specs/pay.feature" holds a scenario <what>
      When I run "specbook run"
      Then the steps of its newest results ended <statuses>

      Examples:
        | what                            | statuses                             |
        | that passes                     | PASSED, PASSED, PASSED               |
        | that fails in the middle        | PASSED, PASSED, FAILED, SKIPPED      |
        | whose first step is not defined | UNDEFINED, SKIPPED, SKIPPED, SKIPPED |
        | whose step has two definitions  | AMBIGUOUS                            |
        | whose step skips                | SKIPPED, SKIPPED, SKIPPED, SKIPPED   |
