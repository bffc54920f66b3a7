Feature: See what the last run changed
  As a developer
  I want to see what became new, fixed and broken with the last run, and how it went before
  so that I begin the day with what needs me, not with a search for it

  Every run adds a line to `.specbook/history.jsonl`: which example was in which state when it had ended. The line stays
  when the run itself is cleaned away. The team's page “Where it stands” compares the last two lines, and draws how
  each capability went. A public book holds none of it.

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
          Given a basket worth 501 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook run"

  @browser
  Scenario: See what broke and what was fixed
    Given in its file "steps/shop.py" "price <= LIMIT" has become "price > LIMIT"
    When I run "specbook run"
    And I run "specbook build --audience internal"
    And I open the page "Where it stands" in a browser
    Then the reader sees that "Pay by card › Pay" is "broken"
    And the reader sees that "Pay by card › Pay too much" is "fixed"
    And it looks like this

  @browser
  Scenario: See what is new
    Given its file "specs/ask.feature" says
      ```gherkin
      Feature: Ask
        Scenario: Ask the shop
          Given a basket worth 1 euros
      ```
    And in its file "specs/pay.feature" "Scenario: Pay too much" has become "Scenario: Pay a lot"
    When I run "specbook run"
    And I run "specbook build --audience internal"
    And I open the page "Where it stands" in a browser
    Then the reader sees that "Ask › Ask the shop" is "new"
    And the reader does not see that "Pay by card › Pay a lot" is "new"

  @browser
  Scenario: Follow a capability over the runs
    Given in its file "steps/shop.py" "LIMIT = 500" has become "LIMIT = 900"
    When I run "specbook run"
    And I run "specbook build --audience internal"
    And I open the page "Where it stands" in a browser
    Then the reader sees "1 more verified since"
    And the reader sees "What changed"

  @browser
  Scenario: See what is flaky, though nothing of it changed
    Given its file "steps/stock.py" says
      ```python
      import os

      from pytest_bdd import then


      @then("the bag is in stock")
      def the_bag_is_in_stock():
          assert os.environ.get("WAREHOUSE") != "asleep"
      ```
    And its file "specs/stock.feature" says
      ```gherkin
      Feature: Stock
        Scenario: The warehouse knows it
          Then the bag is in stock
      ```
    And the project was committed to git on 2 May 2026
    And I have run "specbook run"
    When I run "specbook run" with WAREHOUSE=asleep
    And I run "specbook build --audience internal"
    And I open the page "Where it stands" in a browser
    Then the reader sees that "Stock › The warehouse knows it" is "flaky"
    And the reader sees "both verified and broken at commit"
    And the reader does not see that "Pay by card › Pay" is "flaky"

  @browser
  Scenario: Bring the history from the published book
    Given I have run "specbook build --audience internal"
    And its folder "site" is kept as "published"
    And its folder ".specbook" is deleted
    And in its file "steps/shop.py" "LIMIT = 500" has become "LIMIT = 900"
    When I run "specbook run"
    And I run "specbook build --audience internal --previous published"
    And I open the page "Where it stands" in a browser
    Then the reader sees that "Pay by card › Pay too much" is "fixed"

  Rule: What a change can have broken and mended is not flaky
    An example is flaky where its runs came out both ways with the same text and the same step definitions: both at one
    commit; or in one run, which had to try it again; or by turns, broken, fixed and broken again. A break and its
    repair are no more than that, and of changes that nobody committed, Specbook takes nothing for granted.

    @browser
    Scenario: A change that breaks it, and one that mends it
      Given the project was committed to git on 2 May 2026
      And I have run "specbook run"
      And "LIMIT = 500" in its file "steps/shop.py" has become these, each committed to git and run
        | day        | line        |
        | 3 May 2026 | LIMIT = 0   |
        | 4 May 2026 | LIMIT = 900 |
      When I run "specbook build --audience internal"
      And I open the page "Where it stands" in a browser
      Then the reader does not see that "Pay by card › Pay" is "flaky"

  Rule: The history is the team's, and does no harm

    Scenario: A public book holds nothing of it
      When I run "specbook build"
      Then no file of the book is called "history"

    Scenario: A line that was cut off is told, and passed by
      When the end of its history is cut off
      And I run "specbook build --audience internal --strict"
      Then it ends well
      And it says ".specbook/history.jsonl:1:1: this line is cut off"
