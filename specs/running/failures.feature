Feature: Understand a failure
  As a developer
  I want a failing scenario to show its own steps, and my own code only
  so that I see at a glance what broke and where

  Background:
    Given the Harbour shop

  Scenario: Read which step broke
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is paid
          And a receipt is sent
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says
      """
      specs/pay.feature:2  Scenario: Pay too much
        ✔ Given a basket worth 900 euros
        ✔ When the shopper pays by card
        ✖ Then the order is paid   specs/pay.feature:5
        – And a receipt is sent
      """
    And it says "steps/shop.py:"
    And it does not say "pytest_bdd/scenario.py"
    And it does not say "pytest_plugin"

  Scenario: A step that nobody has automated yet
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay with a fish
          Given a basket worth 9 euros
          When the shopper pays with a fish
          Then the order is refused
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "no step definition matches “the shopper pays with a fish”"
    And it says "@when('the shopper pays with a fish')"
    And the ledger says
      | scenario         | state     |
      | Pay with a fish  | undefined |

  Scenario: An ambiguous step, with two definitions that match
    Given its file "steps/twice.py" says
      ```python
      from pytest_bdd import when

      @when("the shopper pays by card")
      def another_way():
          pass
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 9 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "2 step definitions match “the shopper pays by card”"
    And the ledger says
      | scenario | state     |
      | Pay      | undefined |

  Scenario: Stop in the step with the debugger
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook run -- --pdb" and type "p [outcome] * 2" into it
    Then it says "-> assert order == outcome"
    And it says "['paid', 'paid']"
