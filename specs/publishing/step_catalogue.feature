Feature: Look up every step
  As an author
  I want one page with every step definition, what it does, and which features use it
  so that I write with the steps that there are, and nobody keeps those that no spec needs

  The page “Step definitions” is in the team's book. What it lists are the definitions that runs have used; their places
  and docstrings are read from today's files, and nothing is run for it. It says “not used” only where every example has
  been run.

  Background:
    Given the Harbour shop
    And its file "steps/tides.py" says
      ```python
      from pytest_bdd import given


      @given("the tide is in")
      def the_tide_is_in():
          """Let the harbour be full, so that ships can leave."""


      @given("the tide is out")
      def the_tide_is_out():
          pass
      ```
    And its file "specs/tides.feature" says
      ```gherkin
      Feature: Wait for the tide
        Scenario: Leave
          Given the tide is in
      ```

  Scenario: Look up a step
    Given I have run "specbook run"
    When I run "specbook build --audience internal"
    Then the page "Step definitions" tells of "the tide is in"
      | Let the harbour be full, so that ships can leave. |
      | steps/tides.py:4                                  |
      | Wait for the tide                                 |
    And the page "Step definitions" links to the page "Wait for the tide"

  Scenario: Find what no spec needs
    Given I have run "specbook run"
    When I run "specbook build --audience internal"
    Then the page "Step definitions" tells of "the tide is out"
      | not used |
    And the page "Step definitions" does not call "the tide is in" unused

  Scenario: A run of only some examples calls nothing unused
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Wait and pay
          Given the tide is out
      ```
    And I have run "specbook run -- specs/tides.feature"
    When I run "specbook build --audience internal"
    Then the page "Step definitions" tells of "the tide is out"
      | not used in any run so far |
    And the page "Step definitions" says "what seems unused may be used there"
