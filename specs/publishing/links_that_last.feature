Feature: Keep links alive
  As an author
  I want links into the book to go on working when I rename and move things
  so that a link in a ticket, a mail or a bookmark still leads to the claim that it was about

  `--previous` names the book that is published now: its folder, or its `specs.json`. What has moved since leaves a page
  that leads on; what was renamed keeps its old anchor. Every example has a short link as well, which stays the same.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay a lot
          Given a basket worth 499 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook build"

  Scenario: Move and rename a feature
    When its file "specs/pay.feature" moves to "specs/paying/card.feature"
    And in its file "specs/paying/card.feature" "Pay by card" becomes "Pay with a card"
    And I run "specbook build --previous site"
    Then the address "specs/pay.html" of the book leads on to "specs/paying/card.html"

  Scenario: Rename a scenario
    An anchor outlives any number of names.

    Given in its file "specs/pay.feature" "Pay a lot" has become "Pay much"
    And I have run "specbook build --previous site"
    When in its file "specs/pay.feature" "Pay much" becomes "Pay dearly"
    And I run "specbook build --previous site"
    Then the anchors "pay-a-lot" and "pay-dearly" of "specs/pay.html" are in one place

  Scenario: Rename a Rule, and move its feature
    Given its file "specs/send.feature" says
      ```gherkin
      Feature: Send a parcel
        Rule: Large parcels go by ferry
          Example: A sail
            Given a basket worth 499 euros
      ```
    And I have run "specbook build"
    When in its file "specs/send.feature" "Large parcels" becomes "Long parcels"
    And its file "specs/send.feature" moves to "specs/sending/parcel.feature"
    And I run "specbook build --previous site"
    Then the address "specs/send.html" of the book leads on to "specs/sending/parcel.html"
    And the anchors "large-parcels-go-by-ferry" and "long-parcels-go-by-ferry" of "specs/sending/parcel.html" are in one place

  Scenario: Share the short link of an example
    Given I have noted the short link of "Pay a lot"
    When in its file "specs/pay.feature" "Pay a lot" becomes "Pay much"
    And its file "specs/pay.feature" moves to "specs/card.feature"
    And I run "specbook build --previous site"
    Then the short link leads to "specs/card.html#pay-much"

  Scenario: Without the published book, an @id and product.yml do
    Given its file "specs/product.yml" says
      ```yaml
      moved:
        old/card.feature: pay.feature
      ```
    When in its file "specs/pay.feature" "Scenario: Pay a lot" becomes "@id:large-sums Scenario: Pay a lot", on two lines
    And I run "specbook build"
    Then the address "specs/old/card.html" of the book leads on to "specs/pay.html"
    And the page "Pay by card" has the anchor "large-sums"

  Scenario: Tell that a whole folder moved
    Given its file "specs/delivery/parcel.feature" says
      ```gherkin
      Feature: Send a parcel
        Scenario: Send
          Given a basket worth 38 euros
      ```
    And its file "specs/product.yml" says
      ```yaml
      moved:
        sending: delivery
      ```
    When I run "specbook build"
    Then the address "specs/sending/index.html" of the book leads on to "specs/delivery/index.html"
    And the address "specs/sending/parcel.html" of the book leads on to "specs/delivery/parcel.html"

  Scenario: Come from a page to its spec
    Given its file "specs/product.yml" says
      ```yaml
      links:
        edit: https://git.example/shop/edit/main/{path}
      ```
    When I run "specbook build --audience internal"
    Then the page "Pay by card" links to "https://git.example/shop/edit/main/specs/pay.feature"

  @browser
  Scenario: Follow an old link to the very scenario
    When its file "specs/pay.feature" moves to "specs/card.feature"
    And I run "specbook build --previous site"
    And I open the address "specs/pay.html#pay-a-lot" in a browser
    Then the browser soon is at "specs/card.html#pay-a-lot"

  @browser @error-flow
  Scenario: Come to an address that leads nowhere
    Where a web server shows `404.html` for what is not there, as most hosts of sites do, that page helps on.

    When I open the address "specs/old/pay-by-card.html" in a browser
    Then the reader sees "This page is not here"
    And the reader sees "Where it stands"

  @browser @error-flow
  Scenario: Search for what an address that leads nowhere names
    Given I have opened the address "specs/old/pay-by-card.html" in a browser
    When I follow "Search for “pay by card”"
    Then the search shows "Pay by card"

  @error-flow
  Scenario Outline: What is named is no published book
    Given its file "old.json" says
      ```json
      {"version": 99, "audience": "public"}
      ```
    When I run "specbook build --previous <what>"
    Then it ends with exit code 2
    And it says "<why>"

    Examples:
      | what              | why                                          |
      | old.json          | this Specbook reads up to 1. Update Specbook |
      | specs/pay.feature | this is no specs.json                        |
