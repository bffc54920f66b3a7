Feature: Keep the suite that you have
  As a developer
  I want the pytest-bdd suite that I have to fill the ledger as soon as Specbook is installed
  so that I know what I can rely on before I change anything

  Test modules that bind features with `scenarios()` or `@scenario` stay as they are, and so do their step definitions
  and the way they are run.

  Background:
    Given the Harbour shop
    And its file "conftest.py" says
      ```python
      pytest_plugins = ["steps.shop"]
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay a lot
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is refused
      ```

  Scenario: Run the suite as ever
    Given its file "tests/test_pay.py" says
      ```python
      from pytest_bdd import scenarios

      scenarios("../specs")
      ```
    When I run "pytest tests"
    Then it ends well
    And it says "2 passed"
    And every example is verified

  Scenario: See what no module binds
    Given its file "tests/test_pay.py" says
      ```python
      from pytest_bdd import scenario

      @scenario("../specs/pay.feature", "Pay")
      def test_pay():
          pass
      ```
    When I run "pytest tests"
    Then it ends well
    And the ledger says
      | scenario  | state    | reason                    |
      | Pay       | verified |                           |
      | Pay a lot | not run  | no run has come to it yet |

  Scenario: Let Specbook run what no module binds
    What a module binds is run by that module, and not a second time.

    Given its file "tests/test_pay.py" says
      ```python
      from pytest_bdd import scenario

      @scenario("../specs/pay.feature", "Pay")
      def test_pay():
          print("bound by a module")
      ```
    When I run "specbook run -- tests -rP"
    Then it ends well
    And it says "2 passed"
    And it says "bound by a module"
    And every example is verified

  Scenario: Leave the features where they are
    Given its file "features/ship.feature" holds a scenario that passes
    And its file "tests/test_ship.py" says
      ```python
      from pytest_bdd import scenarios

      scenarios("../features")
      ```
    And its file "pyproject.toml" says
      ```toml
      [tool.specbook]
      specs = "features"
      ```
    When I run "pytest tests"
    Then it ends well
    And the only example is verified

  Scenario: Call hooks around what a module binds
    Given its file "tests/test_pay.py" says
      ```python
      from pytest_bdd import scenarios

      scenarios("../specs")
      ```
    And its file "tests/conftest.py" says
      ```python
      from specbook import after_scenario, before_scenario

      @before_scenario
      def open_the_till():
          print("open the till")

      @after_scenario
      def close_the_till():
          print("close the till")
      ```
    When I run "pytest tests -q -s -k lot"
    Then it ends well
    And it says
      """
      open the till
      close the till
      """

  @error
  Scenario: Two scenarios of the same name
    Of two, `scenarios()` runs only the last; the other is told as not run.

    Given its file "specs/pay.feature" is holding two scenarios of the same name
    And its file "tests/test_pay.py" says
      ```python
      from pytest_bdd import scenarios

      scenarios("../specs")
      ```
    When I run "pytest tests"
    Then it says "1 passed"
    And the ledger says
      | scenario | state    |
      | Pay      | not run  |
      | Pay      | verified |
