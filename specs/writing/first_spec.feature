Feature: Write a spec in Gherkin
  As an author
  I want to write down a feature in plain words, with its examples
  so that the same text can be discussed, run, and read as a manual

  A spec is a file that ends in `.feature`, anywhere below the folder `specs/`. All of *Gherkin* is read: Rules,
  Backgrounds, outlines with several tables, data tables, doc strings and comments. The examples on these pages use a
  small project, the **Harbour shop**, whose step definitions know baskets, cards and orders.

  Scenario: Write a feature with its first example
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        As a shopper
        I want to pay with my card
        so that my order ships today

        Scenario: Pay with a card that is good
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook run"
    Then it ends well
    And the ledger says
      | scenario                     | state    |
      | Pay with a card that is good | verified |

  Scenario: Write in another language
    The first line names the language; the keywords follow it, and so does the page.

    Given the Harbour shop
    And its file "specs/payer.feature" says
      ```gherkin
      # language: fr
      Fonctionnalité: Payer par carte
        Scénario: Payer avec une carte valable
          Étant donné un panier de 38 euros
          Quand le client paie par carte
          Alors la commande est payée
      ```
    When I run "specbook run"
    Then it ends well
    And the ledger says
      | scenario                     | state    |
      | Payer avec une carte valable | verified |

  Scenario: Write in Markdown
    A file that ends in `.feature.md` holds the same spec as headings and lists.

    Given the Harbour shop
    And its file "specs/pay.feature.md" says
      ```markdown
      # Feature: Pay by card

      Whoever pays by card need not be at home.

      ## Scenario: Pay with a card that is good

      * Given a basket worth 38 euros
      * When the shopper pays by card
      * Then the order is paid
      ```
    When I run "specbook run"
    Then it ends well
    And the ledger says
      | scenario                     | state    |
      | Pay with a card that is good | verified |

  Scenario: List the cases in a table
    An outline is run once for every row, whatever its columns are called, and however many tables it has.

    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario Outline: Pay <price (€)> euros
          Given a basket worth <price (€)> euros
          When the shopper pays by card
          Then the order is <what happens>

          @everyday
          Examples: within the limit
            | price (€) | what happens |
            | 38        | paid         |
            | 500       | paid         |

          Examples: above the limit
            | price (€) | what happens |
            | 501       | refused      |
      ```
    When I run "specbook run"
    Then it ends well
    And the ledger says
      | scenario              | row | state    |
      | Pay <price (€)> euros | 1   | verified |
      | Pay <price (€)> euros | 2   | verified |
      | Pay <price (€)> euros | 3   | verified |

  Scenario: Group examples under a Rule, and share what comes before them
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Background:
          Given a basket worth 38 euros

        Rule: A good card pays at once
          Example: The card is good
            When the shopper pays by card
            Then the order is paid

        Rule: A large basket is refused
          Background:
            Given a basket worth 900 euros

          Example: The card is good, the basket is large
            When the shopper pays by card
            Then the order is refused
      ```
    When I run "specbook run"
    Then it ends well
    And the ledger says
      | scenario                              | state    |
      | The card is good                      | verified |
      | The card is good, the basket is large | verified |

  Scenario Outline: A file that other tools refuse
    Given the Harbour shop
    And its file "specs/odd.feature" is <what is odd>
    When I run "specbook run"
    Then it ends well
    And every example is verified

    Examples: test cases
      | what is odd                       |
      | saved with a byte order mark      |
      | written with Windows line endings |
      | beginning a scenario with And     |
      | beginning a scenario with *       |
      | holding a scenario without a name |
