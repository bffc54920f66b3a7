@browser
Feature: Let steps take screenshots
  As a developer
  I want the steps that use a web page to take screenshots of it by themselves
  so that others see what the step saw, and I see at once where a test of the page broke

  Steps use the fixture `page` of *Playwright*. With the setting `screenshots`, Specbook adds a screenshot to them.

  Background:
    Given the Harbour shop
    And its file "pyproject.toml" says
      ```toml
      [tool.specbook]
      screenshots = true
      ```
    And its file "steps/till.py" says
      ```python
      from pytest_bdd import given, then, when

      TILL = "<button onclick='this.innerText = `Paid`'>Pay</button>"

      @given("an open till")
      def an_open_till(page):
          page.set_content(TILL)

      @when("the shopper pays")
      def the_shopper_pays(page):
          page.click("button")

      @then("the till says “Paid”")
      def the_till_says_paid(page):
          assert page.inner_text("button") == "Paid"

      @then("a bell rings")
      def a_bell_rings(page):
          assert page.query_selector("audio")
      ```
    And its tests have Playwright's page

  Scenario: Add a screenshot to every step of a scenario
    The tag `@illustrated` asks for it.

    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay at the till
        @illustrated
        Scenario: Pay
          Given an open till
          When the shopper pays
          Then the till says “Paid”
      ```
    When I run "specbook run"
    Then it ends well
    And its results hold these pictures
      | step                 | caption                   |
      | an open till         | Given an open till        |
      | the shopper pays     | When the shopper pays     |
      | the till says “Paid” | Then the till says “Paid” |
    And the pictures of "an open till" and "the shopper pays" differ

  Scenario: Take a screenshot where a scenario breaks
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay at the till
        Scenario: Pay
          Given an open till
          When the shopper pays
          Then a bell rings
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And its results hold these pictures
      | step         | caption           |
      | a bell rings | Then a bell rings |
