Feature: See what broke in continuous integration
  As a developer
  I want the build, the pull request and the README to say where the specs stand
  so that nobody has to read a log to know what broke

  Under GitHub Actions, `specbook run` needs no option. Elsewhere, `specbook status` writes the ledger in a format that
  the place understands: a summary, a badge, a list.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is paid
      ```

  Scenario: Find what broke in the pull request's own lines
    When I run "specbook run" under GitHub Actions
    Then it ends with exit code 1
    And it says "::error file=specs/pay.feature,line=7,title=failing%3A Pay too much::"
    And the step's summary says "Specs: 1 of 2 examples verified, 1 not good"

  Scenario: Show a summary in a pull request
    Given I have run "specbook run"
    When I run "specbook status --format markdown"
    Then it says
      """
      ### Specs: 1 of 2 examples verified, 1 not good

      | state | examples |
      | --- | ---: |
      | ✔ verified | 1 |
      | ✖ failing | 1 |
      | **specified** | **2** |

      #### What is not good

      - `specs/pay.feature:7` ✖ **failing** `Pay too much`: `assert 'refused' == 'paid'`
      """

  Scenario: Wear a badge that never boasts
    Given I have run "specbook run"
    When I run "specbook status --format svg --output site/badge.svg"
    Then it ends with exit code 1
    And the badge "site/badge.svg" is red and says "1/2 verified, 1 failing"

  Scenario: Hand every row to GitLab as a test of its own
    Given its file "specs/limit.feature" says
      ```gherkin
      Feature: The limit
        Scenario Outline: Pay
          Given a basket worth <price> euros
          When the shopper pays by card
          Then the order is <outcome>

          Examples:
            | price | outcome |
            | 500   | paid    |
            | 501   | refused |
      ```
    When I run "specbook run -- --junitxml=report.xml"
    Then "report.xml" has these test cases
      | classname           | name             | outcome |
      | specs.limit.feature | Pay[500-paid]    | passed  |
      | specs.limit.feature | Pay[501-refused] | passed  |
      | specs.pay.feature   | Pay              | passed  |
      | specs.pay.feature   | Pay too much     | failure |

  Rule: Nothing that a spec or a step prints is obeyed

    Scenario: A step prints a command of GitHub's
      Given its file "steps/loud.py" says
        ```python
        from pytest_bdd import given

        @given("a loud step")
        def a_loud_step():
            print("::error::sirens")
            raise AssertionError
        ```
      And its file "specs/loud.feature" says
        ```gherkin
        Feature: Loud
          Scenario: Cry
            Given a loud step
        ```
      When I run "specbook run" under GitHub Actions
      Then it says "::error::sirens"
      And GitHub obeys nothing but
        | title                 |
        | failing: Pay too much |
        | failing: Cry          |
