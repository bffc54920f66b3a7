@browser
Feature: Hand out the book as files
  As an author
  I want a book that opens with a double click
  so that whoever has the archive can read and search it, on a ship, in a closed network, or years from now

  Nobody needs a server, and no page asks another host for anything.

  Background:
    Given the Harbour shop
    And its file "mkdocs.yml" says
      ```yaml
      site_name: Harbour shop
      site_url: https://harbour.example/book/
      use_directory_urls: true
      theme:
        name: material
        features: [navigation.instant, navigation.instant.prefetch]
      ```
    And its file "steps/told.py" says
      ```python
      from pytest_bdd import then


      @then("the shopper is told")
      def the_shopper_is_told(evidence):
          evidence.transcript("shop orders", "1 order, paid", "At the till")
      ```
    And its file "specs/paying/card.feature" says
      ```gherkin
      Feature: Pay by card
        Coins go [another way](cash.feature).

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the shopper is told

        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And its file "specs/paying/cash.feature" says
      ```gherkin
      Feature: Pay in cash
        Scenario: Pay with coins
          Given a basket worth 2 euros
      ```

  Scenario: Open it from a disk
    When I run "specbook build --offline --strict"
    And the book is archived, and unpacked in the folder "Mes livres/Halle n° 3"
    And I read every page of the book in a browser
    Then the browser has asked no other host
    And the browser has met no error
    And searching for "basket" finds "Pay by card"
    And the page "Pay by card" can be read in the dark

  @browser @test-case
  Scenario: A page that is opened from a disk holds all that it holds on the web
    Given I have run "specbook run"
    And I have run "specbook build --offline"
    When the book is archived, and unpacked in the folder "book"
    And I open the page "Pay by card" in a browser
    Then the browser shows today's date
    And the reader sees "1 order, paid"
    And the reader sees "✖ broken"

  Scenario: Search in it
    Given its file "specs/anchors.feature" says
      ```gherkin
      Feature: Anchor in a storm
        Scenario: Ask for a buoy
          Given the shop is closed

        @test-case
        Scenario: Buy twice in a storm
          Given a basket worth 3 euros
          And a basket worth 4 euros
      ```
    When I run "specbook build --offline"
    And the book is archived, and unpacked in the folder "Mes livres/Halle n° 3"
    Then searching for "what is a basket?" finds these, test cases last
      | what      | found                |
      | use case  | Pay with coins       |
      | use case  | Pay                  |
      | test case | Buy twice in a storm |
    But searching for "what is a card?" does not find "Anchor in a storm"
    And the browser has met no error

  Scenario: Follow its links
    When I run "specbook build --offline"
    And the book is archived, and unpacked in the folder "book"
    And I follow every link of the book in a browser, from its home page on
    Then the browser has come to these pages
      | page            |
      | Pay by card     |
      | Pay in cash     |
      | Where it stands |
      | Tags            |
    And the browser has met no error

  Scenario: Keep to plain MkDocs
    Given its file "mkdocs.yml" says
      ```yaml
      site_name: Harbour shop
      plugins:
        - search
        - specbook:
            offline: true
      ```
    And its file "docs/index.md" says
      ```markdown
      # Harbour shop
      ```
    When I run "mkdocs build --strict"
    And the book is archived, and unpacked in the folder "book"
    And I read every page of the book in a browser
    Then the browser has asked no other host
    And searching for "basket" finds "Pay by card"

  Rule: What is chosen stands in the address

    Background:
      Given I have run "specbook run"
      And I have run "specbook build --offline"
      And the book has been archived, and unpacked in the folder "Mes livres/Halle n° 3"
      And I have opened the page "Where it stands" in a browser
      And the reader has chosen "broken" as "State"

    Scenario: Pass on what is chosen
      When somebody else opens the address that is shown
      Then these scenarios are shown
        | Pay too much |
      And the browser has met no error

    Scenario: Go back to what was chosen before
      When the reader chooses "verified" as "State"
      And the reader goes back
      Then these scenarios are shown
        | Pay too much |
      And the browser has met no error
