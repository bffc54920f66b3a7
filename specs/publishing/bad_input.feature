Feature: Find what leads nowhere
  As an author
  I want a link, a picture or an example that leads nowhere to be told with its place
  so that I mend it before a reader meets it

  `specbook build` tells it, `--strict` makes it an error, and the team's pages say it where it stands, also under
  `specbook serve`. Other readers see the words of the link alone; so they do where it leads to what is hidden from them,
  which is no mistake. What MkDocs's plug-ins and hooks add is left to MkDocs to check.

  Background:
    Given the Harbour shop
    And its file "specs/paying/card.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
      ```
    And its file "docs/terms.md" says
      ```markdown
      # Terms
      ```

  Scenario: A link that leads nowhere
    Given its file "specs/paying/README.md" says
      ```markdown
      # Paying

      Read [the terms](../../docs/term.md) first.
      ```
    When I run "specbook build --audience internal"
    Then it ends well
    And it says "specs/paying/README.md:3: there is no “../../docs/term.md”. Did you mean “../../docs/terms.md”?"
    And the page "Paying" says "the terms ✖ specs/paying/README.md:3: there is no"

  Scenario: A picture that is not there
    Given its file "specs/paying/parcel.feature" says
      ```gherkin
      Feature: Send a parcel
        ![The quay](quay.png)

        Scenario: Send
          Given a basket worth 38 euros
      ```
    When I run "specbook build --strict"
    Then it ends with exit code 1
    And it says "specs/paying/parcel.feature:2: there is no “quay.png”."

  Scenario: A reading path to a scenario that is gone
    Given its file "specs/product.yml" says
      ```yaml
      personas:
        shopper:
          path:
            - paying/card.feature
            - paying/card.feature "Pay twice"
      ```
    When I run "specbook build --audience internal"
    Then it says "specs/product.yml:5: personas.shopper.path: specs/paying/card.feature has no scenario “Pay twice”"
    And the page "Start here: Shopper" says "✖ specs/product.yml:5: personas.shopper.path"

  Scenario: A link to what is hidden is none
    Given its file "specs/staff/till.feature" says
      ```gherkin
      @internal
      Feature: Open the till
        Scenario: Open
          Given a basket worth 38 euros
      ```
    And its file "specs/paying/README.md" says
      ```markdown
      # Paying

      Then [the till](../staff/till.feature) is opened.
      ```
    When I run "specbook build --strict"
    Then it ends well
    And the page "Paying" says "Then the till is opened."

  Scenario: A link in raw HTML
    Raw HTML leads where it leads beside its file: MkDocs takes it as it is, though the page may stand elsewhere.

    Given its file "specs/paying/README.md" says
      ```markdown
      # Paying

      <p align="center">
        Read <a href="../../docs/terms.md">the terms</a>,
        or <a href="../../docs/term.md">the old ones</a>.
      </p>
      ```
    When I run "specbook build --audience internal"
    Then the page "Paying" links to "../../terms.html"
    And the page "Paying" says "the old ones ✖ specs/paying/README.md:5: there is no"
    And it says "specs/paying/README.md:5: there is no “../../docs/term.md”. Did you mean “../../docs/terms.md”?"

  Rule: Each is named with its place

    Scenario Outline: Places where a link can stand
      Given its file "<file>" says
        ```
        # Page

        <text>
        ```
      When I run "specbook build --strict"
      Then it ends with exit code 1
      And it says "<file>:3: <told>"

      Examples: test cases
        | file                   | text                               | told                                                     |
        | docs/guide.md          | See [it](trems.md).                | there is no “trems.md”. Did you mean “terms.md”?         |
        | docs/guide.md          | ![A map](map.png)                  | there is no “map.png”.                                   |
        | docs/guide.md          | <a href="trems.html">it</a>        | there is no “trems.html”. Did you mean “terms.html”?     |
        | docs/guide.md          | <img src="map.png" alt="A map">    | there is no “map.png”.                                   |
        | docs/guide.md          | ::: spec paying/cart.feature "Pay" | for the audience “public”, there is no spec              |
        | specs/paying/README.md | ![A map](map.png)                  | there is no “map.png”.                                   |
        | specs/paying/README.md | [it](card.feature#pey)             | “card.feature#pey” names no place of that page.          |
        | specs/paying/README.md | [it](cart.feature)                 | there is no “cart.feature”. Did you mean “card.feature”? |
        | specs/paying/README.md | <a href="cart.feature">it</a>      | there is no “cart.feature”. Did you mean “card.feature”? |
        | specs/paying/README.md | [it](../../pyproject.toml)         | “../../pyproject.toml” is not in the book.               |

    Scenario: A reading path
      Given its file "specs/product.yml" says
        ```yaml
        personas:
          shopper:
            path:
              - paying/cart.feature
        ```
      When I run "specbook build --strict"
      Then it ends with exit code 1
      And it says "specs/product.yml:4: personas.shopper.path:"

  Rule: What is for the team is not shown to other readers

    Scenario: The words of a link that leads nowhere
      Given its file "specs/paying/README.md" says
        ```markdown
        # Paying

        Read [the terms](../../docs/term.md) first.
        ```
      When I run "specbook build --audience public"
      Then the page "Paying" says "Read the terms first."
