Feature: Read a feature as a how-to
  As a reader
  I want a page that tells me why a feature exists and how to use it
  so that I can do my work without reading a test script

  Each feature has a page of its own. Its main use case is open; other use cases, refusals and test cases are folded below
  it, and found by the search.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      @owner:payments
      Feature: Pay by card
        As a shopper
        I want to pay with the card that I saved
        so that my order ships today

        Cards are charged when the order is placed, *never* when it ships:
        - the shop sees a token
        - the bank sees the card

        Scenario: Pay with a saved card
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Rule: A basket above 500 euros is refused
          The bank asks for this.

          Scenario Outline: Around the limit
            Given a basket worth <price> euros
            When the shopper pays by card
            Then the order is <outcome>

            Examples:
              | price | outcome |
              | 500   | paid    |
              | 501   | paid    |
      ```
    And I have run "specbook run"

  Scenario: Learn what it is for, and how it is done
    When I run "specbook build"
    Then the page "Pay by card" says "As a shopper"
    And the page "Pay by card" says "so that my order ships today"
    And the page "Pay by card" shows these parts in order
      | part             |
      | Before you start |
      | What you do      |
      | What you get     |

  Scenario: Trust each claim as far as it was proved
    When I run "specbook build"
    Then the page "Pay by card" shows 3 examples: 2 verified and 1 failing

  Scenario: Read the description as it was meant
    When I run "specbook build"
    Then the page "Pay by card" emphasises "never"
    And the page "Pay by card" lists "the shop sees a token"

  Scenario: Compare the examples of a Rule
    Examples of a Rule that are the same but for values become one table, a row and a state each; below it, all of them
    stand in full.

    Given its file "specs/limit.feature" says
      ```gherkin
      Feature: Limits
        Rule: A basket above 500 euros is refused
          Example: At the limit
            Given a basket worth 500 euros
            When the shopper pays by card
            Then the order is paid

          Example: Above the limit
            Given a basket worth 501 euros
            When the shopper pays by card
            Then the order is paid
      ```
    When I run "specbook run"
    And I run "specbook build --strict"
    Then the page "Limits" shows these parts in order
      | part                           |
      | a basket worth … euros         |
      | At the limit 500 ✔ verified    |
      | Above the limit 501 ✖ broken   |
      | Given a basket worth 500 euros |
      | Given a basket worth 501 euros |

  @browser
  Scenario: Know when a claim was last proved
    The date and the commit come from one small file beside the pages, so a new run changes no page.

    When I run "specbook build"
    And I open the page "Pay by card" in a browser
    Then the browser shows today's date
