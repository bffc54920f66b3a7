Feature: Write scenarios that are followed at once
  As an author
  I want to be told where a scenario tells several things, or tells them out of order
  so that whoever reads it knows what to do, and what comes of it

  A scenario tells what is given, what happens, and what comes of it: once, in this order, in a few steps. Keywords count
  in every language of Gherkin. All of this is advice: it is told, and does not fail the command.

  Background:
    Given the Harbour shop

  Scenario: Tell two stories in one
    Given its file "specs/payer.feature" says
      ```gherkin
      # language: fr
      Fonctionnalité: Payer par carte
        Afin que la commande parte aujourd'hui.

        Scénario: Payer, et payer encore
          Soit un panier de 38 euros
          Quand le client paie par carte
          Alors la commande est payée
          Quand le client paie par carte
          Alors la commande est payée
      ```
    When I run "specbook check"
    Then it ends well
    And it says "specs/payer.feature:9:5: warning: Here “Payer, et payer encore” begins anew."

  Scenario: Say in each scenario what all of them begin with
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        So that my order ships today.

        Scenario: Pay
          Given a basket worth 38 euros
          And a card of the bank
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay later
          Given a basket worth 38 euros
          And a card of the bank
          When the shopper leaves
          Then the order waits

        Scenario: Pay in cash
          Given a basket worth 38 euros
          And a card of the bank
          When the shopper pays in cash
          Then the order is paid
      ```
    When I run "specbook check"
    Then it says "specs/pay.feature:5:5: information: All 3 scenarios begin with these 2 steps."
    And it says "Put them into a “Background:”."

  Scenario Outline: What else is hard to follow
    Given its file "specs/pay.feature" has this mistake: <mistake>
    When I run "specbook check"
    Then it says "<check>"

    Examples: test cases
      | mistake                             | check                    |
      | something given after it happened   | steps-are-in-order       |
      | something given at the end          | no-trailing-given        |
      | eleven steps                        | scenarios-are-short      |
      | no outcome                          | scenarios-act-and-check  |
      | a Background in which somebody acts | backgrounds-only-prepare |
      | a Background without steps          | backgrounds-have-steps   |
      | a Background of six steps           | backgrounds-are-short    |
      | Given twice in a row                | no-repeated-keywords     |
      | four moves in a row                 | no-scripts               |
