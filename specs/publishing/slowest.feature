Feature: See where the time of a run goes
  As a developer
  I want to see which scenarios are the slowest
  so that I make those faster that are worth it

  The page “Slowest scenarios” is in the team's book. It tells how long each example was under way in its newest run,
  fixtures included, and which part of all time that is.

  Background:
    Given the Harbour shop
    And its file "steps/wait.py" says
      ```python
      import time

      from pytest_bdd import given


      @given("the shopper waits in line")
      def the_shopper_waits():
          time.sleep(0.3)
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros

        Scenario: Pay on a busy day
          Given a basket worth 38 euros
          And the shopper waits in line
      ```
    And I have run "specbook run"

  @browser
  Scenario: Find the slowest scenario
    Given I have run "specbook build --audience internal"
    When I open the page "Slowest scenarios" in a browser
    Then the slowest scenario is "Pay by card › Pay on a busy day", with most of all time
    And it looks like this

  @test-case
  Scenario: No other book tells it
    When I run "specbook build --audience public"
    Then no file of the book holds "Slowest scenarios"
