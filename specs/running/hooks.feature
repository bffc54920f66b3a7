Feature: Prepare and tidy up around scenarios
  As a developer
  I want to do something before and after scenarios, and around the whole run
  so that specs speak of the product, and not of what a test needs

  Fixtures are often all that you need. A hook is for what no step asks for: it stands in any module of `steps/`, is
  recorded as a step of its own, and may ask for fixtures.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        @online
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        @online @slow
        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is refused
      ```

  Scenario: Do something before and after every scenario
    What began first ends last: hooks before a scenario are called as they stand in the code, those after it in reverse.

    Given its file "steps/hours.py" says
      ```python
      from specbook import after_scenario, before_scenario

      @before_scenario
      def open_the_shop(request):
          print("open for", request.node.name)

      @before_scenario
      def open_the_till():
          print("open the till")

      @after_scenario
      def close_the_shop():
          print("close")

      @after_scenario
      def close_the_till():
          print("close the till")
      ```
    When I run "specbook run -- -q -s -k much"
    Then it ends well
    And it says
      """
      open for Pay too much
      open the till
      close the till
      close
      """

  Scenario: Do something around the scenarios of some tags
    Given its file "steps/line.py" says
      ```python
      from specbook import before_scenario

      @before_scenario("@online and not @slow")
      def call_the_bank(request):
          print("call the bank for", request.node.name)
      ```
    When I run "specbook run -- -s"
    Then it says "call the bank for Pay"
    And it does not say "call the bank for Pay too much"

  Scenario: Do something around the whole run
    With several cores, once in every process.

    Given its file "steps/tide.py" says
      ```python
      from specbook import after_run, before_run

      @before_run
      def flood():
          print("the flood comes")

      @after_run
      def ebb():
          print("the ebb comes")
      ```
    When I run "specbook run -- -q -s"
    Then it ends well
    And it says
      """
      the flood comes
      ..the ebb comes
      """

  Scenario: Keep a hook to one folder of specs
    A hook in a `conftest.py` is for the specs below it.

    Given its file "specs/fishing/net.feature" holds a scenario that passes
    And its file "specs/fishing/conftest.py" says
      ```python
      from specbook import before_scenario

      @before_scenario
      def cast_the_net(request):
          print("cast the net for", request.node.name)
      ```
    When I run "specbook run -- -s"
    Then it says "cast the net for It"
    And it does not say "cast the net for Pay"

  Scenario: Tidy up whatever became of the steps
    Given its file "steps/hours.py" says
      ```python
      from pytest_bdd import given
      from specbook import after_scenario

      @given("a leak")
      def a_leak():
          raise OSError("water comes in")

      @after_scenario
      def pump():
          print("pump it out")
      ```
    And its file "specs/leak.feature" says
      ```gherkin
      Feature: Leaks
        Scenario: Leak
          Given a leak
      ```
    When I run "specbook run -- specs/leak.feature"
    Then it says "water comes in"
    And it says "pump it out"

  @error
  Scenario: A hook fails before a scenario
    Its steps are not run; what is to be done after it still is.

    Given its file "steps/till.py" says
      ```python
      from specbook import after_scenario, before_scenario

      @before_scenario(name="Open the till")
      def open_the_till():
          raise OSError("the key is lost")

      @after_scenario
      def close_the_shop():
          print("close the shop")
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says
      """
        ✖ before_scenario hook “Open the till”   steps/till.py:3
        – Given a basket worth 38 euros
        – When the shopper pays by card
        – Then the order is paid
      """
    And it says "close the shop"
    And the ledger says
      | scenario     | state   | reason                   |
      | Pay          | failing | OSError: the key is lost |
      | Pay too much | failing | OSError: the key is lost |

  @error
  Scenario: A hook fails before the run
    Given its file "steps/tide.py" says
      ```python
      from specbook import before_run

      @before_run
      def flood():
          raise OSError("the sea is gone")
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "before_run hook “flood” failed: OSError: the sea is gone"
    And the ledger says
      | scenario     | state   |
      | Pay          | not run |
      | Pay too much | not run |

  @error
  Scenario: A mistake in the tags of a hook
    Given its file "steps/line.py" says
      ```python
      from specbook import before_scenario

      @before_scenario("@online nor @slow")
      def call_the_bank():
          pass
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "steps/line.py:3: "
    And it says
      """
        @online nor @slow
                ^
      """
