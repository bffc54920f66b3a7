Feature: Run specs as acceptance tests
  As a developer
  I want to run the specs with pytest and my own step definitions
  so that what is written is known to be true

  Step definitions are Python functions in `steps/`, written with *pytest-bdd*'s own decorators, parsers and fixtures. No
  `conftest.py` and no test module is needed: every module in `steps/` is visible to every spec.

  Scenario: Run all specs
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook run"
    Then it ends well
    And it says "1 passed"
    And it says "1 verified"

  Scenario: Run them with pytest itself
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "pytest specs"
    Then it ends well
    And the ledger says
      | scenario | state    |
      | Pay      | verified |

  Scenario: Select by tag, as by any mark of pytest
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        @smoke
        Scenario: Pay a little
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay a lot
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is refused
      ```
    When I run "specbook run -- -m smoke"
    Then it ends well
    And the ledger says
      | scenario     | state    |
      | Pay a little | verified |
      | Pay a lot    | not run  |

  Scenario: Run on several cores
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario Outline: Pay <price>
          Given a basket worth <price> euros
          When the shopper pays by card
          Then the order is paid
          Examples:
            | price |
            | 1     |
            | 2     |
            | 3     |
            | 4     |
      ```
    When I run "specbook run -- -n 2"
    Then it ends well
    And every example is verified

  Rule: Every scenario that is written is run

    Scenario Outline: What plain pytest-bdd drops or refuses
      Given the Harbour shop
      And its file "specs/pay.feature" is <what>
      When I run "specbook run"
      Then it says "<passed> passed"
      And every example is verified

      Examples:
        | what                                   | passed |
        | holding two scenarios of the same name | 2      |
        | holding the same name in two Rules     | 2      |
        | holding two scenarios without a name   | 2      |
        | beginning a scenario with And          | 1      |
        | saved with a byte order mark           | 1      |

    Scenario: An async step definition is waited for
      Given the Harbour shop
      And its file "steps/later.py" says
        ```python
        import asyncio
        from pytest_bdd import when

        @when("the bank is slow")
        async def the_bank_is_slow():
            await asyncio.sleep(0)
            raise AssertionError("this step was truly run")
        ```
      And its file "specs/slow.feature" says
        ```gherkin
        Feature: Slow banks
          Scenario: Wait
            When the bank is slow
        ```
      When I run "specbook run"
      Then it ends with exit code 1
      And it says "this step was truly run"

  Rule: A tag never crashes a run

    Scenario Outline: Tags that other runners stumble over
      Given the Harbour shop
      And its file "specs/pay.feature" has the tag <tag>
      When I run "specbook run -- --strict-markers -W error"
      Then it ends well
      And the only example is <state>

      Examples:
        | tag          | state    |
        | @parametrize | verified |
        | @usefixtures | verified |
        | @_private    | verified |
        | @JIRA:AB-1   | verified |
        | @id(12)      | verified |
        | @skip        | planned  |
