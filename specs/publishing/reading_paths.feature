Feature: Show everybody where to start
  As a reader
  I want to be told what to read first, what comes next, and how long it takes
  so that I know the product after one cup of coffee, and not after reading everything

  Each persona of the stories has a page “Start here” with the features that are for them, in the order of the book.
  `personas` in product.yml gives them a better name, a sentence, and a `path` of their own: files, or scenarios of them.

  Background:
    Given the Harbour shop
    And its file "specs/catalogue/search.feature" says
      ```gherkin
      Feature: Find something
        As a shopper
        I want to search
        so that I need not walk along all quays

        Scenario: Find a rope
          Given a basket worth 38 euros
      ```
    And its file "specs/paying/card.feature" says
      ```gherkin
      Feature: Pay by card
        As a shopper
        I want to pay with my card
        so that my order ships today

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario Outline: Around the limit
          Given a basket worth <price> euros
          When the shopper pays by card
          Then the order is <outcome>

          Examples: test cases
            | price | outcome |
            | 500   | paid    |
            | 501   | refused |
      ```
    And I have run "specbook run"

  Scenario: Start as somebody whom the stories name
    When I run "specbook build --strict"
    Then it ends well
    And the page "Start here: Shopper" says "2 pages · 2 minutes"
    And the page "Start here: Shopper" shows these parts in order
      | part           |
      | Find something |
      | Pay by card    |
    And the home page says "Where would you like to start?"
    And the page "Find something" says "Next: Pay by card"
    And the page "Pay by card" says "Previous: Find something"
    And the page "Pay by card" links to the page "Start here: Shopper"

  Scenario: Decide the order, and lead to single scenarios
    Given its file "specs/product.yml" says
      ```yaml
      personas:
        shopper:
          title: New shopper
          about: Buys for a boat, in a hurry.
          path:
            - paying/card.feature "Pay"
            - catalogue/search.feature
      ```
    When I run "specbook build --strict"
    Then it ends well
    And the page "Start here: New shopper" says "Buys for a boat, in a hurry."
    And the page "Start here: New shopper" links to "../specs/paying/card.html#pay"
    And the page "Pay by card" says "Next: Find something"

  Scenario: Check yourself
    The questions are rows of examples that the last run has proved. The answer is hidden until it is asked for.

    When I run "specbook build"
    Then the page "Start here: Shopper" shows these parts in order
      | part                     |
      | Check yourself           |
      | a basket worth 501 euros |
      | What do you get?         |
      | Show the answer          |
      | the order is refused     |

  @browser
  Scenario: Go on where I stopped
    What was read is kept in the reader's browser, and nowhere else.

    When I run "specbook build"
    And I read the page "Find something" to its end in a browser
    And I open the page "Start here: Shopper" in a browser
    Then the browser shows "1 of 2 read"
    And it looks like this

  Scenario: A path to a scenario that is gone
    Given its file "specs/product.yml" says
      ```yaml
      personas:
        shopper:
          path:
            - catalogue/search.feature
            - paying/card.feature "Payy"
      ```
    When I run "specbook build --strict"
    Then it ends with exit code 1
    And it says
      ```
      specs/product.yml:5: personas.shopper.path: specs/paying/card.feature has no scenario “Payy”. Did you mean “Pay”?
      ```

  Scenario: A path through what is hidden
    Given its file "specs/paying/till.feature" says
      ```gherkin
      @internal
      Feature: PLUGH till
        Scenario: Count the money
          Given a basket worth 2 euros
      ```
    And its file "specs/product.yml" says
      ```yaml
      personas:
        XYZZY-cashier:
          path: [paying/till.feature]
        shopper:
          path: [catalogue/search.feature, paying/till.feature]
      ```
    When I run "specbook build --strict"
    Then it ends well
    And the page "Start here: Shopper" says "1 page · 1 minute"
    And no file of the book holds "XYZZY"
    And no file of the book holds "PLUGH"
