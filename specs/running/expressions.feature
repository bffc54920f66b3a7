Feature: Take values from a step
  As a developer
  I want a step definition to be given values that are ready to use
  so that it says what the step means, and nothing about how to read it

  pytest-bdd's own parsers always work. Beside them there are *Cucumber expressions*, with types of your own, and tables
  in the shape that you ask for.

  Background:
    Given the Harbour shop

  Scenario: Describe a step with a Cucumber expression
    `{int}`, `{float}`, `{word}` and `{string}` stand for values, `(s)` for what may be missing, and `harbour/marina` for
    either word. The values go to the first parameters, whatever those are called; after them, ask for fixtures.

    Given its file "steps/berths.py" says
      ```python
      from pytest_bdd import given
      from specbook import expression

      @given(expression("{int} boat(s) in the harbour/marina of {string}"))
      def boats_in(number, town, tmp_path):
          assert (number, town) in [(1, "Brest"), (2, "Nice")]
      ```
    And its file "specs/berths.feature" says
      ```gherkin
      Feature: Berths
        Scenario: Count boats
          Given 1 boat in the harbour of "Brest"
          And 2 boats in the marina of "Nice"
      ```
    When I run "specbook run"
    Then it ends well
    And every example is verified

  Scenario: Define a type of your own
    The function makes the value, from the groups of its pattern.

    Given its file "steps/berths.py" says
      ```python
      from pytest_bdd import given
      from specbook import expression, parameter_type

      @parameter_type("berth", "([A-F])([0-9]+)")
      def berth(jetty, number):
          return jetty, int(number)

      @given(expression("a boat at {berth}"))
      def a_boat_at(place):
          assert place == ("C", 12)
      ```
    And its file "specs/berths.feature" says
      ```gherkin
      Feature: Berths
        Scenario: Moor
          Given a boat at C12
      ```
    When I run "specbook run"
    Then it ends well
    And every example is verified

  Scenario Outline: Take a step's table as <shape>
    Given its file "steps/prices.py" says
      ```python
      from pytest_bdd import given
      from specbook import Columns, Dicts, Pairs

      @given("these prices")
      def these_prices(datatable: <shape>):
          assert datatable == <value>
      ```
    And its file "specs/prices.feature" says
      ```gherkin
      Feature: Prices
        Scenario: Name prices
          Given these prices
            | boat | euros |
            | Gull | 38    |
            | Tern | 45    |
      ```
    When I run "specbook run"
    Then it ends well
    And every example is verified

    Examples:
      | shape   | value                                                              |
      | list    | [["boat", "euros"], ["Gull", "38"], ["Tern", "45"]]                |
      | Dicts   | [{"boat": "Gull", "euros": "38"}, {"boat": "Tern", "euros": "45"}] |
      | Columns | {"boat": ["Gull", "Tern"], "euros": ["38", "45"]}                  |
      | Pairs   | {"boat": "euros", "Gull": "38", "Tern": "45"}                      |

  @error
  Scenario: A type that nobody has defined
    Given its file "steps/berths.py" says
      ```python
      from pytest_bdd import given
      from specbook import expression

      @given(expression("a boat at {berth}"))
      def a_boat_at(place):
          pass
      ```
    And its file "specs/berths.feature" says
      ```gherkin
      Feature: Berths
        Scenario: Moor
          Given a boat at C12
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "steps/berths.py:4  a boat at {berth} is left out: no parameter type “berth” is defined"
    And the ledger says
      | scenario | state     |
      | Moor     | undefined |

  @error
  Scenario: A mistake in an expression
    Given its file "steps/berths.py" says
      ```python
      from pytest_bdd import given
      from specbook import expression

      @given(expression("a boat (at {berth})"))
      def a_boat_at(place):
          pass
      ```
    And its file "specs/berths.feature" holds a scenario that passes
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "steps/berths.py:4: "
    And it says
      """
      a boat (at {berth})
                 ^-----^
      An optional may not contain a parameter type.
      """

  @error
  Scenario: A table in which a value would be lost
    Given its file "steps/prices.py" says
      ```python
      from pytest_bdd import given
      from specbook import Dicts

      @given("these prices")
      def these_prices(datatable: Dicts):
          pass
      ```
    And its file "specs/prices.feature" says
      ```gherkin
      Feature: Prices
        Scenario: Name prices
          Given these prices
            | boat | boat |
            | Gull | Tern |
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "“boat” stands twice where each name may stand once, so a value would be lost"
    And the only example is failing
