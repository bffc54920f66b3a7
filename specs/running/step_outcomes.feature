Feature: Know how each step ended
  As a developer
  I want every step to say how it ended, or what it lacks
  so that I know what to write next, and nobody takes it for proved

  A step without its one step definition, or whose definition is still to be written, makes its example *undefined*: it
  is neither verified nor failing, it is not automated yet.

  Background:
    Given the Harbour shop

  Scenario: Begin with the code that is suggested
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay with fish
          Given a basket worth 9 euros
          When 3 fish are weighed
          Then the order is refused
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says
      """
        ✔ Given a basket worth 9 euros
        ? When 3 fish are weighed   specs/pay.feature:4
        – Then the order is refused

      E   no step definition matches “3 fish are weighed”
      E   You can begin with:
      E
      E   @when(parsers.parse("{number:d} fish are weighed"))
      E   def fish_are_weighed(number):
      E       raise NotImplementedError
      """
    And the ledger says
      | scenario      | state     |
      | Pay with fish | undefined |

  Scenario: See which steps a mistyped one is near to
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 9 euros
          When the shopper pay by card
      ```
    When I run "specbook run"
    Then it says
      """
      E   no step definition matches “the shopper pay by card”
      E   near it:
      E     steps/shop.py:13  the shopper pays by card
      """

  Scenario: See which definitions an ambiguous step has
    Given its file "steps/means.py" says
      ```python
      from pytest_bdd import parsers, when

      @when(parsers.parse("the shopper pays by {means}"))
      def another_way(means):
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
    And it says
      """
      E   2 step definitions match “the shopper pays by card”:
      E     steps/means.py:3  the shopper pays by {means}
      E     steps/shop.py:13  the shopper pays by card
      """
    And the ledger says
      | scenario | state     |
      | Pay      | undefined |

  Scenario Outline: Leave the code of a step for later, with <code>
    Given its file "steps/later.py" says
      ```python
      from pytest_bdd import when
      from specbook import pending

      @when("a drone takes off")
      def a_drone_takes_off():
          <code>
      ```
    And its file "specs/ship.feature" says
      ```gherkin
      Feature: Ship
        Scenario: Ship at once
          Given a basket worth 9 euros
          When a drone takes off
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "? When a drone takes off   specs/ship.feature:4"
    And the ledger says
      | scenario     | state     | reason   |
      | Ship at once | undefined | <reason> |

    Examples:
      | code                                      | reason                            |
      | pending("the drone has no licence")       | the drone has no licence          |
      | raise NotImplementedError("no drone yet") | NotImplementedError: no drone yet |

  Scenario: Skip the rest from within a step
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given the shop is closed
          When the shopper pays by card
      ```
    When I run "specbook run"
    Then it ends well
    And the ledger says
      | scenario | state   | reason             |
      | Pay      | not run | the shop is closed |

  Scenario: See what would come after the step that broke
    After a failure no step is run, but every step is still matched: you need not run again to learn what else is missing.

    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is paid
          And a receipt is sent
          And a lamp is lit
      ```
    When I run "specbook run"
    Then it says
      """
        ✖ Then the order is paid   specs/pay.feature:5
        – And a receipt is sent
        ? And a lamp is lit   specs/pay.feature:7
      """

  Scenario: Go on with what an async step has begun
    An async step definition is waited for, and the steps of one scenario share one event loop.

    Given its file "steps/bank.py" says
      ```python
      import asyncio
      from pytest_bdd import given, then

      @given("the bank has been asked", target_fixture="answer")
      async def the_bank_has_been_asked():
          return asyncio.create_task(asyncio.sleep(0.1, "granted"))

      @then("the bank grants it")
      async def the_bank_grants_it(answer):
          assert await answer == "granted"
      ```
    And its file "specs/bank.feature" says
      ```gherkin
      Feature: Ask the bank
        Scenario: Ask
          Given the bank has been asked
          Then the bank grants it
      ```
    When I run "specbook run"
    Then it ends well
    And every example is verified
