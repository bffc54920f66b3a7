Feature: Build the book
  As an author
  I want one command to turn the specs into a site
  so that people are onboarded by what the product does today

  `specbook build` writes it into `site/`: a page for every capability and every feature, where the product stands, and
  your own pages. Nothing has to be configured.

  Background:
    Given the Harbour shop
    And its file "specs/paying/README.md" says
      ```markdown
      # Paying

      How money gets from a shopper to the shop.
      ```
    And its file "specs/paying/card.feature" says
      ```gherkin
      @money
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook run"

  Scenario: Build it, and open it
    When I run "specbook build --strict"
    Then it ends well
    And it says "2 examples: ✔ 1 verified, ✖ 1 failing"
    And it says "Open site/index.html"
    And the book has these pages
      | page            |
      | Paying          |
      | Pay by card     |
      | Where it stands |
      | Tags            |
    And the page "Paying" says "How money gets from a shopper to the shop."

  Scenario: See where the product stands
    When I run "specbook build"
    Then the page "Where it stands" says "2 examples specified"
    And the page "Where it stands" says "Pay too much"

  Scenario: See a tick only where everything holds
    When I run "specbook build"
    Then the home page says "✖ 1 broken · 1 of 2 verified"
    But the home page does not say "✔"

  Scenario: See the tick when everything holds
    Given in its file "steps/shop.py" "LIMIT = 500" has become "LIMIT = 900"
    And I have run "specbook run"
    When I run "specbook build"
    Then the home page says "✔ 2 of 2 verified"

  Scenario: Find what is tagged alike
    When I run "specbook build"
    Then the page "Tags" says "@money"
    And the page "Tags" links to the page "Pay by card"

  Scenario: Add pages of your own
    Given its file "docs/opening-hours.md" says
      ```markdown
      # Opening hours

      The harbour never sleeps.
      ```
    When I run "specbook build --strict"
    Then it ends well
    And the page "Opening hours" says "The harbour never sleeps."

  Scenario: Keep a place for the specs in a navigation of your own
    The entry `specs/` of `nav` in mkdocs.yml is their place; without it they follow your pages.

    Given its file "docs/index.md" says
      ```markdown
      # Harbour shop
      ```
    And its file "docs/prices.md" says
      ```markdown
      # Prices
      ```
    And its file "mkdocs.yml" says
      ```yaml
      site_name: Harbour shop
      nav:
        - index.md
        - specs/
        - prices.md
      ```
    When I run "specbook build --strict"
    Then the navigation shows these pages in order
      | page            |
      | Harbour shop    |
      | Pay by card     |
      | Where it stands |
      | Prices          |

  Scenario: A broken link is an error where that is wanted
    Given its file "docs/opening-hours.md" says
      ```markdown
      # Opening hours

      See [the map](map.md).
      ```
    When I run "specbook build --strict"
    Then it ends with exit code 1
    And it says "map.md"

  Scenario: A heading that nobody wrote is an error where that is wanted
    Given its file "docs/opening-hours.md" says
      ```markdown
      # Opening hours

      See [the holidays](#holidays).
      ```
    When I run "specbook build --strict"
    Then it ends with exit code 1
    And it says "#holidays"

  Scenario: A new run rewrites no page
    When I run "specbook stage"
    And I run "specbook run"
    And I run "specbook stage"
    Then it says ", 3 files changed."

  @browser
  Scenario: See how much of a capability holds, with all that is within it
    An edit of one spec rewrites no page of the capabilities around its own, so their counts are filled in by a script.

    Given its file "specs/paying/cards/credit.feature" says
      ```gherkin
      Feature: Pay by credit card
        Scenario: Pay
          Given a basket worth 38 euros
      ```
    When I run "specbook build"
    And I open the page "Paying" in a browser
    Then the reader sees "1 of 3 verified"
    And the reader sees "1 feature · 0 of 1 verified"

  @browser
  Scenario: Find the way to the counts where no script runs
    Given its file "specs/paying/cards/credit.feature" says
      ```gherkin
      Feature: Pay by credit card
        Scenario: Pay
          Given a basket worth 38 euros
      ```
    When I run "specbook build"
    And I open the page "Paying" in a browser without scripts
    Then the reader does not see "of 3 verified"
    And the reader sees "Where it stands"

  @browser
  Scenario: Read it in a browser, with search and in the dark
    When I run "specbook build"
    And I read every page of the book in a browser
    Then the browser has asked no other host
    And the browser has met no error
    And searching for "basket" finds "Pay by card"
    And the page "Pay by card" can be read in the dark

  @browser
  Scenario: Read it on a phone
    When I run "specbook build"
    Then no page is wider than a phone of 360 pixels
