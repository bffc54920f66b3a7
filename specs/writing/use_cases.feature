Feature: Tell use cases from test cases
  As an author
  I want each scenario shown as what it is, a way to use the feature or a case to test
  so that readers learn the feature first and find the details when they need them

  No new syntax is needed. Specbook decides by the first clue that it finds: a tag, the place of the scenario beside or
  under a Rule, the name of its Examples, the words of its name, and at last its order: the first scenario is the main
  use case. The page of a feature can say which clue it was.

  Scenario: The first scenario leads, the next are alternatives
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay with a saved card
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay with a new card
          Given a basket worth 39 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: The bank refuses the card
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is refused
      ```
    When I run "specbook build"
    Then the page "Pay by card" shows these parts in order
      | part                      |
      | Pay with a saved card     |
      | Pay with a new card       |
      | When it is refused        |
      | The bank refuses the card |

  Scenario: The examples of a Rule stand under it
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay with a saved card
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Rule: A basket above 500 euros is refused
          Scenario Outline: Around the limit
            Given a basket worth <price> euros
            When the shopper pays by card
            Then the order is <outcome>
            Examples:
              | price | outcome |
              | 500   | paid    |
              | 501   | refused |
      ```
    When I run "specbook build"
    Then the page "Pay by card" shows these parts in order
      | part                                |
      | Pay with a saved card               |
      | Rules                               |
      | A basket above 500 euros is refused |

  Scenario: A tag decides over every other clue
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        @test-case
        Scenario: Pay one cent
          Given a basket worth 1 euros
          When the shopper pays by card
          Then the order is paid

        @happy-path
        Scenario: Pay with a saved card
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook build"
    Then the page "Pay by card" shows these parts in order
      | part                  |
      | Pay with a saved card |
      | Test cases            |
      | Pay one cent          |
