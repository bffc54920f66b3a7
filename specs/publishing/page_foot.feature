Feature: Know whom to ask about a page
  As a reader
  I want the foot of a page to name who answers for it, how old it is, and where to tell that something is wrong
  so that a question or a mistake finds its way to who can help

  `@owner:` names an owner, at a feature or a Rule; `owner:` between `---` lines at the head of a README does so for a whole
  folder. What is nearest counts. `links.report` in product.yml says where problems are reported.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      @owner:payments
      Feature: Pay & go
        Scenario: Pay
          Given a basket worth 38 euros

        @owner:fraud
        Rule: Thieves are refused
          Scenario: Steal
            Given a basket worth 2 euros
      ```

  Scenario: See who answers for it
    When I run "specbook build --strict"
    Then the foot of the page "Pay & go" says "Owner: payments"
    And the page "Pay & go" says "Owner: fraud"

  Scenario: Name the owner of a whole folder
    Given its file "specs/delivery/README.md" says
      ```markdown
      ---
      owner: logistics
      ---
      # Delivery
      ```
    And its file "specs/delivery/parcel.feature" says
      ```gherkin
      Feature: Send a parcel
        Scenario: Send
          Given a basket worth 38 euros
      ```
    When I run "specbook build --strict"
    Then the foot of the page "Send a parcel" says "Owner: logistics"

  Scenario: See when the spec last changed
    Given the project was committed to git on 3 May 2026
    When I run "specbook build"
    Then the foot of the page "Pay & go" says "Last changed 2026-05-03"

  Scenario Outline: Report a problem
    Given its file "specs/product.yml" says
      ```yaml
      links:
        report: https://tracker.example/new?title={title}&body={page}%20{uri}
      ```
    When I run "specbook build --audience <audience>"
    Then the page "Pay & go" links to "https://tracker.example/new?title=Pay%20%26%20go&body=<body>"

    Examples:
      | audience | body                                   |
      | public   | specs%2Fpay.html%20                    |
      | internal | specs%2Fpay.html%20specs%2Fpay.feature |

  Rule: A day is told only where it is certain

    Background:
      Given the project was committed to git on 3 May 2026

    Scenario: What is not committed yet
      When in its file "specs/pay.feature" "38 euros" becomes "39 euros"
      And I run "specbook build"
      Then the foot of the page "Pay & go" does not say "Last changed"

    Scenario: A clone without its history
      Given the project is a shallow clone of itself
      When I run "specbook build"
      Then the foot of the page "Pay & go" does not say "Last changed"

    Scenario: A commit of something else
      Given its file "notes.txt" says
        ```
        Buy rope.
        ```
      And the project was committed to git on 7 June 2026
      When I run "specbook build"
      Then the foot of the page "Pay & go" says "Last changed 2026-05-03"
