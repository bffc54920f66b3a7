Feature: Show live examples in prose
  As an author
  I want to put a scenario into a page of my own with one line
  so that my guide shows what the product does today, and says when it no longer does

  The line is `::: spec FILE "SCENARIO"`, alone on its line, in any page of `docs/` or the README of a capability. After
  it, `as how-to` (what it is without), `as gherkin` or `as examples` say how it is shown. Elsewhere, Markdown shows the
  line as it stands.

  Background:
    Given the Harbour shop
    And its file "specs/paying/card.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay with a saved card
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario Outline: Around the limit
          Given a basket worth <price> euros
          When the shopper pays by card
          Then the order is <outcome>

          Examples:
            | price | outcome |
            | 500   | paid    |
            | 501   | paid    |

        @internal
        Scenario: Pay as XYZZY staff
          Given a basket worth 2 euros
      ```
    And I have run "specbook run"

  Scenario: Show how it is done in a guide
    Given its file "docs/guide.md" says
      ```markdown
      # Guide

      ::: spec specs/paying/card.feature "Pay with a saved card"
      ```
    When I run "specbook build --strict"
    Then it ends well
    And the page "Guide" shows these parts in order
      | part                  |
      | Pay with a saved card |
      | ✔ verified            |
      | Before you start      |
      | What you get          |
    And the page "Guide" links to "specs/paying/card.html#pay-with-a-saved-card"

  Scenario: Show the Gherkin, and the examples, in the README of a capability
    Given its file "specs/paying/README.md" says
      ```markdown
      # Paying

      ::: spec specs/paying/card.feature "Pay with a saved card" as gherkin

      ::: spec specs/paying/card.feature "Around the limit" as examples
      ```
    When I run "specbook build --strict"
    Then it ends well
    And the page "Paying" shows these parts in order
      | part                                  |
      | Scenario: Pay with a saved card Given |
      | Around the limit                      |
      | 500 paid ✔ verified                   |
      | 501 paid ✖ broken                     |

  Scenario: A wrong reference
    Given its file "docs/guide.md" says
      ```markdown
      # Guide

      ::: spec specs/paying/card.feature "Pay with a saved cart"
      ```
    When I run "specbook build --audience internal"
    Then it says
      ```
      docs/guide.md:3: specs/paying/card.feature has no scenario “Pay with a saved cart”. Did you mean “Pay with a saved card”?
      ```
    And the page "Guide" says "✖ docs/guide.md:3: specs/paying/card.feature has no scenario"

  Scenario: An example that is hidden from the readers, refused
    Given its file "docs/guide.md" says
      ```markdown
      # Guide

      ::: spec specs/paying/card.feature "Pay as XYZZY staff"
      ```
    When I run "specbook build"
    Then it says "docs/guide.md:3: for the audience “public”, specs/paying/card.feature has no scenario"
    And the page "Guide" says "An example should stand here"
    And no file of the book holds "XYZZY"
