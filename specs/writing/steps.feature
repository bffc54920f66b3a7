Feature: List the steps, and find those that are missing
  As an author
  I want to see what a spec can say today, and which of my steps nobody has defined
  so that I write in the words that there are, and know what is still to be automated

  `specbook steps` reads the source of the step definitions and runs nothing of it, so it answers at once, also while
  some of them cannot be loaded. What only a run would tell, such as a text that code makes, is called *perhaps defined*,
  never missing.

  Background:
    Given the Harbour shop
    And its file "steps/tides.py" says
      ```python
      from pytest_bdd import given, parsers


      @given(parsers.parse("the tide is at {height:g} metres"))
      def the_tide_is_at(height):
          """Let the harbour be that deep, so that ships can leave."""
          assert height > 0
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```

  Scenario: See what there is, and what uses it
    When I run "specbook steps"
    Then it ends well
    And it says
      """
      steps/tides.py
        4  Given  the tide is at {height:g} metres  (not used)
            Let the harbour be that deep, so that ships can leave.
      """
    And it says "13  When  the shopper pays by card  (1 step in 1 file)"

  Scenario: Search for a step by some words
    Words are found in any order, in the text, the name and the docstring of a definition.

    When I run "specbook steps --search 'leave SHIPS'"
    Then it ends well
    And it says "the tide is at {height:g} metres"
    And it does not say "the shopper pays by card"

  Scenario: See which steps are missing
    Each comes with the definitions that are near it, and with code to begin with.

    Given its file "specs/wait.feature" says
      ```gherkin
      Feature: Wait for the tide
        Scenario: Leave
          Given the tide is at 3.5 meters
      ```
    When I run "specbook steps --undefined"
    Then it ends with exit code 1
    And it says
      """
      specs/wait.feature:3  Given the tide is at 3.5 meters
          near it: steps/tides.py:4  the tide is at {height:g} metres

          @given(parsers.parse("the tide is at {number:g} meters"))
          def the_tide_is_at_meters(number):
              raise NotImplementedError
      """

  Scenario: Find what no spec needs
    When I run "specbook steps --unused"
    Then it ends well
    And it says "the tide is at {height:g} metres"
    And it does not say "the shopper pays by card"

  Scenario: Hand it to a program
    When I run "specbook steps --json"
    Then it ends well
    And it says
      """
            "pattern": "the tide is at {height:g} metres",
            "parser": "parse",
            "parameters": [
              {
                "name": "height",
                "type": "g"
              }
            ],
      """

  Scenario: Ask pytest as well
    Where code decides what a step is called, only pytest can tell. `--exact` has it collect the specs, and names each step
    of which it says something else.

    Given its file "steps/ebb.py" says
      ```python
      import os

      from pytest_bdd import given


      @given(os.environ.get("TEXT_OF_EBB", "the tide goes out"))
      def the_tide_goes_out():
          pass
      ```
    And its file "specs/wait.feature" says
      ```gherkin
      Feature: Wait for the tide
        Scenario: Stay
          Given the tide goes out
        Scenario: Leave
          Given the tide comes in
      ```
    When I run "specbook steps --exact"
    Then it ends with exit code 1
    And it says
      """
      Reading and pytest differ:
      specs/wait.feature:5  the tide comes in
          read: only perhaps
          found by pytest: nothing
      """
    And it does not say "specs/wait.feature:3  the tide goes out"

  Scenario: Be told while the specs are checked
    `specbook check` finds steps that are missing, ambiguous, or there for another keyword; and definitions that nothing
    uses, that do nothing, or that assert nothing although they are for Then.

    Given its file "specs/wait.feature" says
      ```gherkin
      Feature: Wait for the tide
        Scenario: Leave
          When the tide is at 3.5 metres
      ```
    When I run "specbook check"
    Then it ends with exit code 1
    And it says "specs/wait.feature:3:5: error: “the tide is at 3.5 metres” is defined for Given, in steps/tides.py:4"

  @error
  Scenario: A file of definitions with a mistake
    Given its file "steps/torn.py" says
      ```python
      from pytest_bdd import given

      @given("the tide turns"
      def the_tide_turns():
          pass
      ```
    When I run "specbook steps"
    Then it ends with exit code 1
    And it says "steps/torn.py:3:7: this is no valid Python"
    And it says "the tide is at {height:g} metres"
