Feature: Draw diagrams
  As an author
  I want to write a diagram as text, where I write anyway
  so that readers see it drawn, and whoever edits the spec can change it

  A diagram is a fence called `mermaid`, in [Mermaid's words](https://mermaid.js.org/), as code hosts draw it too: in a
  description, in the README of a capability, or in a page of `docs/`.

  ```mermaid
  flowchart LR
    spec[Diagram in a spec] --> book[Book] --> reader((Reader))
  ```

  The reader's browser draws it with what the book brings along, for light pages, for dark ones, and for paper. Without
  scripts, and where the text is no diagram, it is read as it is written.

  Background:
    Given the Harbour shop
    And its file "specs/paying/card.feature" says
      """gherkin
      Feature: Pay by card
        What happens at the till.

        ```mermaid
        flowchart LR
          basket[Basket] --> till{Enough money?}

          till -->|yes| paid[Order is paid]
        ```

        Scenario: Pay
          ```mermaid
          sequenceDiagram
            Shopper->>Bank: asks
          ```
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      """
    And its file "specs/paying/README.md" says
      """markdown
      # Paying

      ```mermaid
      stateDiagram-v2
        Open --> Settled
      ```
      """
    And its file "docs/guide.md" says
      """markdown
      # Guide

      ~~~mermaid
      pie title Orders
        "Card": 3
        "Cash": 1
      ~~~

      ```text
      No diagram
      ```
      """

  @browser
  Scenario: See diagrams drawn
    When I run "specbook build --strict"
    And I open the page "Pay by card" in a browser
    Then the reader sees a diagram of "Basket, Enough money?, Order is paid"
    And it looks like this
    And unfolded, the page has a diagram of "Shopper, Bank, asks"
    And its diagrams are other pictures in the dark, and on paper those of the light
    And the browser has asked no other host
    And the browser has met no error

  @browser
  Scenario Outline: Wherever somebody writes
    Given I have run "specbook build --strict"
    When I open the page "<page>" in a browser
    Then the reader sees a diagram of "<words>"
    And the reader sees "<beside it>"
    And the browser has met no error

    Examples: test cases
      | what                     | page   | words              | beside it  |
      | a capability's README    | Paying | Open, Settled      | Paying     |
      | a page of the user's own | Guide  | Orders, Card, Cash | No diagram |

  @browser
  Scenario: See them in a book that is opened from a disk
    When I run "specbook build --offline --strict"
    And the book is archived, and unpacked in the folder "Mes livres/Halle n° 3"
    And I open the page "Pay by card" in a browser
    Then the reader sees a diagram of "Basket, Enough money?, Order is paid"
    And the browser has asked no other host
    And the browser has met no error

  @browser
  Scenario: Leave them to the theme, where mkdocs.yml says how it draws them
    Given its file "mkdocs.yml" says
      ```yaml
      site_name: Harbour shop
      markdown_extensions:
        - pymdownx.superfences:
            custom_fences:
              - name: mermaid
                class: mermaid
                format: !!python/name:pymdownx.superfences.fence_code_format
      ```
    When I run "specbook build --strict"
    And I open the page "Guide" in a browser
    Then the theme has drawn a diagram
    And the browser has asked no other host

  @browser
  Scenario: Have them drawn, however mkdocs.yml has code shown
    Given its file "mkdocs.yml" says
      ```yaml
      site_name: Harbour shop
      markdown_extensions:
        - pymdownx.superfences
      ```
    When I run "specbook build --strict"
    And I open the page "Guide" in a browser
    Then the reader sees a diagram of "Orders, Card, Cash"
    And the browser has met no error

  Scenario: A book without diagrams does not carry what draws them
    Given its file "specs/paying/card.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
      ```
    And its file "specs/paying/README.md" says
      ```markdown
      # Paying
      ```
    And its file "docs/guide.md" says
      ```markdown
      # Guide
      ```
    When I run "specbook build --strict"
    Then no file of the book is called "mermaid.min.js"

  Rule: A diagram runs nothing, fetches nothing, and breaks nothing

    @browser
    Scenario Outline: A diagram that is <what>
      Given its file "docs/guide.md" says
        """markdown
        # Guide

        ```mermaid
        <line 1>
        <line 2>
        ```
        """
      When I run "specbook build --strict"
      And I open the page "Guide" in a browser
      Then the page ends with <shown>
      And the browser has run nothing of a text
      And the browser has asked no other host

      Examples:
        | what            | line 1                                                                                  | line 2                                                     | shown       |
        | not understood  | flowchart LR                                                                            | one -- > > two                                             | its text    |
        | a script        | flowchart LR                                                                            | A["<img src=x onerror='spoiled=1'>"]                       | its drawing |
        | a click         | flowchart LR                                                                            | A["one"] --> B["two"]; click A href "javascript:spoiled=1" | its drawing |
        | its own style   | %%{init: {"securityLevel": "loose", "themeCSS": "@import 'https://other.example/';"}}%% | flowchart LR; A --> B                                      | its drawing |
        | a foreign image | flowchart LR                                                                            | A@{ img: "https://other.example/a.png" }                   | its text    |
