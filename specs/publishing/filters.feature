Feature: Choose what to look at
  As a reader
  I want to choose features and scenarios by state, kind, tag and persona
  so that I see what matters to me, and can send it to somebody as a link

  The page “Where it stands” lists every scenario; the page of a capability with at least four features lets its reader
  choose among them. What is chosen stands in the address. A browser without scripts shows every feature.

  Background:
    Given the Harbour shop
    And its file "specs/pay/card.feature" says
      ```gherkin
      @money
      Feature: Pay by card
        As a shopper
        I want to pay by card
        so that I carry no cash

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Limits
          Given a basket worth 501 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And its file "specs/pay/refund.feature" says
      ```gherkin
      @money
      Feature: Get a refund
        As a shopper
        I want my money back
        so that I dare to buy

        @manual
        Scenario: Send it back
          Given a basket worth 38 euros
      ```
    And its file "specs/pay/count.feature" says
      ```gherkin
      Feature: Count the day
        As an accountant
        I want a sum of the day
        so that the books are right

        Scenario: Count
          Given a basket worth 1 euros
      ```
    And its file "specs/pay/print.feature" says
      ```gherkin
      Feature: Print a receipt
        As an accountant
        I want receipts on paper
        so that the office believes them

        Scenario: Print
          Given a basket worth 1 euros
      ```
    And I have run "specbook run"
    And I have run "specbook build"

  @browser
  Scenario: Choose scenarios on the status page
    When I open the page "Where it stands" in a browser
    Then the reader is told "5 of 5 scenarios"
    When the reader chooses "broken" as "State"
    Then the reader is told "1 of 5 scenarios"
    And these scenarios are shown
      | Limits |
    And a picture of the browser is kept

  @browser
  Scenario: Choose features of a capability
    When I open the page "Pay" in a browser
    And the reader chooses "shopper" as "Persona"
    Then the reader is told "2 of 4 features"
    And these features are shown
      | Pay by card  |
      | Get a refund |
    When the reader chooses "checked by hand" as "State"
    Then these features are shown
      | Get a refund |
    And a picture of the browser is kept

  @browser
  Scenario: Send what was chosen as a link
    When I open the page "Where it stands" in a browser
    And the reader chooses "@money" as "Tag"
    And the reader chooses "Use case" as "Kind"
    And somebody else opens the address that is shown
    Then these scenarios are shown
      | Pay          |
      | Send it back |

  @browser
  Scenario: Go back to what was shown before
    When I open the page "Where it stands" in a browser
    And the reader chooses "Test case" as "Kind"
    Then the reader is told "1 of 5 scenarios"
    When the reader goes back
    Then the reader is told "5 of 5 scenarios"

  @browser
  Scenario: Choose with the keyboard alone
    When I open the page "Pay" in a browser
    And the reader comes to "State" with the Tab key, and presses the down arrow
    Then the reader is told "3 of 4 features"
    And these features are shown
      | Pay by card     |
      | Count the day   |
      | Print a receipt |

  Rule: Nobody loses anything

    @browser
    Scenario: A browser without scripts shows every feature
      When I open the page "Pay" in a browser without scripts
      Then these features are shown
        | Pay by card     |
        | Get a refund    |
        | Count the day   |
        | Print a receipt |

    @browser
    Scenario: It works in a book that is opened from a disk
      Given I have run "specbook build --offline"
      When I open the page "Pay" from a disk in a browser
      And the reader chooses "shopper" as "Persona"
      Then the reader is told "2 of 4 features"
