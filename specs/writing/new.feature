Feature: Begin a feature, and the definitions of its steps
  As an author
  I want the files that I am going to write to be begun for me
  so that I start from a sentence, and not from an empty page

  `specbook new` writes a file with everything that a feature has, and “…” wherever there is something to say. It never
  writes over a file. Until a run proves it, what it began is *planned*.

  Background:
    Given the Harbour shop

  Scenario: Begin with a story
    When I run "specbook new 'As a skipper I want to see the tide so that I leave in time'"
    Then it ends well
    And its file "specs/see_the_tide.feature" reads
      ```gherkin
      @planned
      Feature: See the tide
        As a skipper
        I want to see the tide
        so that I leave in time

        Scenario: See the tide
          Given …
          When …
          Then …

        Scenario Outline: See the tide, with <case>
          Given … <case> …
          When …
          Then … <outcome> …

          Examples: test cases
            | case | outcome |
            | …    | …       |
      ```
    And every example is planned

  Scenario: Begin in another language, in a capability of its own
    A folder that is new gets a README with its title. Without `--in`, the folder is the one whose features speak of the
    same things; in a terminal, you are asked.

    When I run "specbook new 'Voir la marée' --language fr --in 'Au port'"
    Then it ends well
    And its file "specs/au_port/README.md" reads
      ```markdown
      # Au port
      ```
    And its file "specs/au_port/voir_la_maree.feature" says "Plan du scénario: Voir la marée, avec <cas>"
    And every example is planned

  Scenario: Begin the definitions of its steps
    Steps that differ only in their values become one definition, named and typed by the columns of their table. It joins
    the module that defines the other steps of the feature, or begins one of its own. Until its code is written, a run
    counts the example as undefined.

    Given its file "specs/tide.feature" says
      ```gherkin
      Feature: See the tide
        Scenario Outline: See it at <hour>
          Given a harbour that is <depth> metres deep
          When the skipper asks at <hour>
          Then the answer is "<answer>"
          And 3 boats may leave

          Examples:
            | hour  | depth | answer   |
            | 06:00 | 3     | wait     |
            | 12:00 | 4.5   | go ahead |
      ```
    When I run "specbook new steps specs/tide.feature"
    Then it ends well
    And its file "steps/tide.py" reads
      ```python
      """Step definitions: See the tide."""

      from pytest_bdd import given, parsers, then, when


      @given(parsers.parse("a harbour that is {depth:g} metres deep"))
      def a_harbour_that_is_metres_deep(depth):
          raise NotImplementedError


      @when(parsers.parse("the skipper asks at {hour}"))
      def the_skipper_asks_at(hour):
          raise NotImplementedError


      @then(parsers.parse('the answer is "{answer}"'))
      def the_answer_is(answer):
          raise NotImplementedError


      @then(parsers.parse("{number:d} boats may leave"))
      def boats_may_leave(number):
          raise NotImplementedError
      ```

  @test-case
  Scenario: What is begun still counts as not written
    Given its file "specs/tide.feature" says
      ```gherkin
      Feature: See the tide
        Scenario: Leave with it
          When the skipper asks for the tide
          Then 3 boats may leave
      ```
    And I have run "specbook new steps specs/tide.feature"
    When I run "specbook run"
    Then the ledger says
      | scenario      | state     |
      | Leave with it | undefined |

  Scenario: Begin only what is missing
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          And the tide is high
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook new steps specs/pay.feature"
    Then it says "steps/shop.py: 1 step definition written: the_tide_is_high"

  @test-case
  Scenario: Nothing is missing any more
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          And the tide is high
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook new steps specs/pay.feature"
    When I run "specbook new steps specs/pay.feature"
    Then it ends well
    And it says "Every step of specs/pay.feature has its definition."

  @error
  Scenario: A file that is there already
    Given its file "specs/see_the_tide.feature" says
      ```gherkin
      Feature: Tides
        Scenario: Look
          Given a basket worth 38 euros
      ```
    When I run "specbook new 'See the tide'"
    Then it ends with exit code 2
    And it says "specs/see_the_tide.feature: there is such a file already"

  @error
  Scenario: A step that is there for another keyword
    A second definition of it would help nobody, so none is written.

    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given the shopper pays by card
      ```
    When I run "specbook new steps specs/pay.feature"
    Then it ends with exit code 1
    And it says "“the shopper pays by card” is there for When, in steps/shop.py:13"
    And it does not say "written"
