@browser
Feature: Choose what to look at
  As a reader
  I want to choose features and scenarios by state, kind, tag and persona
  so that I see what matters to me, and can send it to somebody as a link

  The page “Where it stands” lists every scenario; the page of a capability with at least four features lets its readers
  choose among them. What is chosen stands in the address. A browser without scripts shows every feature.

  Background:
    Given the Harbour shop
    And its folder "specs/pay" holds these features
      | feature         | tag    | persona       | scenarios                |
      | Pay by card     | @money | a shopper     | Pay; Limits, which fails |
      | Get a refund    | @money | a shopper     | Send it back, by hand    |
      | Count the day   |        | an accountant | Count                    |
      | Print a receipt |        | an accountant | Print                    |
    And I have run "specbook run"
    And I have run "specbook build"

  Scenario: Choose scenarios on the status page
    When I open the page "Where it stands" in a browser
    And the reader chooses "broken" as "State"
    Then the reader is told "1 of 5 scenarios"
    And these scenarios are shown
      | Limits |
    And it looks like this

  Scenario: Choose features of a capability
    When I open the page "Pay" in a browser
    And the reader chooses "shopper" as "Persona"
    Then the reader is told "2 of 4 features"
    And these features are shown
      | Pay by card  |
      | Get a refund |
    And it looks like this

  Scenario: Send what was chosen as a link
    Given I have opened the page "Where it stands" in a browser
    When the reader chooses "@money" as "Tag"
    And the reader chooses "Use case" as "Kind"
    And somebody else opens the address that is shown
    Then these scenarios are shown
      | Pay          |
      | Send it back |

  Scenario: Go back to what was shown before
    Given I have opened the page "Where it stands" in a browser
    When the reader chooses "Test case" as "Kind"
    And the reader goes back
    Then the reader is told "5 of 5 scenarios"

  Scenario: Choose with the keyboard alone
    When I open the page "Pay" in a browser
    And the reader comes to "State" with the Tab key, and presses the down arrow
    Then the reader is told "3 of 4 features"
    And these features are shown
      | Pay by card     |
      | Count the day   |
      | Print a receipt |

  Rule: Nobody loses anything

    Scenario: A browser without scripts shows every feature
      When I open the page "Pay" in a browser without scripts
      Then these features are shown
        | Pay by card     |
        | Get a refund    |
        | Count the day   |
        | Print a receipt |

    Scenario: It works in a book that is opened from a disk
      Given I have run "specbook build --offline"
      When I open the page "Pay" from a disk in a browser
      And the reader chooses "shopper" as "Persona"
      Then the reader is told "2 of 4 features"
