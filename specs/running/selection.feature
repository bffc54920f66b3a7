Feature: Run only the scenarios that matter
  As a developer
  I want to run just the examples that matter now
  so that I know within seconds whether my change holds

  Run only one scenario, by the line that it stands on; those with some tags; or those that a change touches.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card

        @smoke
        Scenario: Pay a little
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        @slow
        Scenario Outline: Pay a lot
          Given a basket worth <price> euros
          When the shopper pays by card
          Then the order is refused

          Examples:
            | price |
            | 900   |
            | 1000  |
      ```

  Scenario: Run only one scenario, by its line
    Any line of a scenario means the scenario. Several lines may follow one another: `pay.feature:6:18`.

    When I run "specbook run -- specs/pay.feature:6"
    Then it ends well
    And it says "1 passed"
    And it says "1 verified, – 2 not run"

  Scenario: Run one row of a table
    When I run "specbook run -- specs/pay.feature:18"
    Then it ends well
    And it says "1 passed"

  Scenario: Run what some tags ask for
    `--tags` takes Cucumber's tag expressions, with `and`, `or`, `not` and brackets. With pytest itself write it in one
    word, `--tags="@smoke and not @slow"`: pytest takes a word that begins with an @ for a file.

    When I run "specbook run -- --tags '@smoke and not @slow'"
    Then it ends well
    And it says "1 passed, 2 deselected"

  Scenario: Run the rows that a file lists
    Keep the lines that interest you in a file, one on each line, and name the file with an `@`.

    Given its file "specs/ship.feature" holds a scenario that passes
    And its file "again.txt" says
      ```
      specs/pay.feature:6
      specs/pay.feature:18
      ```
    When I run "specbook run -- @again.txt"
    Then it ends well
    And it says "2 passed"

  Scenario: Match every step, and run none
    Given its file "specs/ship.feature" says
      ```gherkin
      Feature: Ship
        Scenario: Ship at once
          Given a basket worth 38 euros
          Then a drone takes off
      ```
    When I run "specbook run -- --dry-run"
    Then it ends with exit code 1
    And it says "no step definition matches “a drone takes off”"
    And it says "1 failed, 3 skipped"

  @error
  Scenario: A tag expression with a mistake
    When I run "specbook run -- --tags '@smoke and'"
    Then it ends with exit code 2
    And it says
      """
        @smoke and
                  ^
      """

  @error
  Scenario: A line that is no scenario
    When I run "specbook run -- specs/pay.feature:99"
    Then it ends with exit code 2
    And it says "specs/pay.feature:99 is no line of a scenario; the nearest, “Pay a lot”, begins on line 10"
