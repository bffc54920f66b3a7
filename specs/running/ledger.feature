Feature: Know the state of every example
  As a reader
  I want each example to be in exactly one state, with a reason
  so that I know what I can rely on today

  The states add up to what is specified. Nothing is shown greener than its newest result for exactly its text.

  Scenario: Ask where the specs stand
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is paid

        @wip
        Scenario: Pay in shells
          Given a basket worth 3 euros
          When the shopper pays in shells
          Then the order is paid
      ```
    And I have run "specbook run"
    When I run "specbook status"
    Then it ends with exit code 1
    And it says "specs/pay.feature:7  failing"
    And it says "3 examples: ✔ 1 verified, ✖ 1 failing, ◌ 1 planned"

  Scenario: A test that is skipped proves nothing
    Given the Harbour shop
    And its file "specs/pay.feature" holds a scenario whose step skips
    And I have run "specbook run"
    When I run "specbook status"
    Then it ends with exit code 1
    And it says "not run (the shop is closed)"

  Scenario: Let a state pass
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook status --allow 'not run'"
    Then it ends well

  Scenario: Hand the ledger to another program
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook run"
    When I run "specbook status --json"
    Then it ends well
    And it says
      """
        "specified": 1,
        "states": {
          "verified": 1,
      """

  Rule: Each example is in exactly one state

    Scenario Outline: What a run and a tag say
      Given the Harbour shop
      And its file "specs/pay.feature" holds a scenario <what happens>
      And I have run "specbook run"
      When I run "specbook status"
      Then the only example is <state>
      And it says "1 <state>"

      Examples: after a run
        | what happens                    | state     |
        | that passes                     | verified  |
        | that fails in the middle        | failing   |
        | whose first step is not defined | undefined |
        | whose last step is not defined  | undefined |
        | whose step has two definitions  | undefined |
        | without steps                   | undefined |
        | that is an outline without rows | undefined |
        | whose step skips                | not run   |

      Examples: by tag
        | what happens                      | state    |
        | tagged @skip                      | planned  |
        | tagged @xfail, which fails        | planned  |
        | tagged @wip, which is not defined | planned  |
        | tagged @wip, which passes         | verified |
        | tagged @manual                    | manual   |

    Scenario: No results at all
      Given the Harbour shop
      And its file "specs/pay.feature" holds a scenario that passes
      When I run "specbook status"
      Then it ends with exit code 1
      And the only example is not run
