Feature: Write in words that everybody shares
  As an author
  I want to be told where my words are those of a screen, of a developer or of nobody in particular
  so that customers, colleagues and the book mean the same thing by them

  `specbook check` knows such words in English and in French, and goes by the language of the file. What stands in quotes
  is data, and may be anything.

  Background:
    Given the Harbour shop

  Scenario: Call a thing by another name than the glossary
    Given its file "specs/product.yml" says
      ```yaml
      glossary:
        basket:
          meaning: What a shopper has chosen and not yet paid
          not: [cart, trolley]
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        So that my order ships today.

        Scenario: Pay
          Given a cart worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook check"
    Then it says "specs/pay.feature:5:13: warning: The glossary calls it “basket”, not “cart”."

  Scenario: Keep to the words of a project
    Given its file "pyproject.toml" says
      ```toml
      [tool.specbook.check]
      words-to-avoid = { user = "the shopper" }
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        So that no user waits for an order.
      ```
    When I run "specbook check"
    Then it says "specs/pay.feature:2:14: warning: This project does not say “user”. Say “the shopper”."

  Scenario: Tell where somebody clicks, instead of what they do
    Given its file "specs/payer.feature" says
      ```gherkin
      # language: fr
      Fonctionnalité: Payer par carte
        Afin que la commande parte aujourd'hui.

        Scénario: Payer
          Soit un panier de 38 euros
          Quand le client clique sur "Payer"
          Alors la commande est payée
      ```
    When I run "specbook check"
    Then it says "specs/payer.feature:7:21: information: “clique” tells of the interface."

  Scenario Outline: What else nobody can picture
    Given its file "specs/pay.feature" has this mistake: <mistake>
    When I run "specbook check"
    Then it says "<check>"

    Examples: test cases
      | mistake                           | check                |
      | a status code                     | no-technical-words   |
      | an outcome that is only “correct” | outcomes-are-exact   |
      | a name that begins with “Verify”  | no-test-like-names   |
      | a scenario called “Scenario 1”    | names-mean-something |
      | a name that is longer than a line | names-are-short      |
      | a step that is longer than a line | steps-are-short      |
