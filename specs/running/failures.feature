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
