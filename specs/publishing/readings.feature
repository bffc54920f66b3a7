@browser
Feature: Read one scenario in three ways
  As a reader
  I want to switch a page between how-to, Gherkin and evidence
  so that I learn from it, a colleague discusses its words, and another checks its proof, all on one page

  The switch stands at the head of a page and counts for all of it. It needs no script; with one, the browser remembers it.
  Evidence is shown to the team: how long each step took, and the step definition that ran.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      # language: fr
      Fonctionnalité: Payer par carte
        Contexte:
          Etant donné un panier de 38 euros

        @carte
        Scénario: Payer à la caisse
          Le cas le plus courant.

          Quand le client paie par carte
          Alors la commande est payée
      ```
    And I have run "specbook run"

  Scenario: Read the Gherkin in the author's language
    When I run "specbook build --strict"
    And I open the page "Payer par carte" in a browser
    And I choose the reading "Gherkin"
    Then the reader sees "Scénario: Payer à la caisse"
    And the reader sees "Quand le client paie par carte"
    And the reader does not see "What you do"

  Scenario: Copy a scenario as it is written
    Given I have run "specbook build"
    When I open the page "Payer par carte" in a browser
    And I choose the reading "Gherkin"
    And I copy the scenario "Payer à la caisse"
    Then the clipboard holds
      ```gherkin
      @carte
      Scénario: Payer à la caisse
        Le cas le plus courant.

        Quand le client paie par carte
        Alors la commande est payée
      ```

  Scenario: Read what its author noted beside it
    Comments are shown to the team, each before what it stands before in the file. No other book has them.

    Given its file "specs/pay.feature" says
      ```gherkin
      # language: fr
      Fonctionnalité: Payer par carte
        Scénario: Payer à la caisse
          # La banque l'exige.
          Quand le client paie par carte
      ```
    When I run "specbook build --audience internal"
    And I open the page "Payer par carte" in a browser
    And I choose the reading "Gherkin"
    Then the reader sees "# La banque l'exige. Quand le client paie par carte"

  Scenario: See what proved it
    When I run "specbook build --audience internal"
    And I open the page "Payer par carte" in a browser
    And I choose the reading "Evidence"
    Then the browser shows the step definition "le client paie par carte" in "steps/shop.py", and how long it took

  Scenario: Find the page as it was left
    Given I have run "specbook build"
    When I open the page "Payer par carte" in a browser
    And I choose the reading "Gherkin"
    And I open the page "Payer par carte" in a browser
    Then the reader sees "Quand le client paie par carte"

  Scenario: Switch without a script
    When I run "specbook build"
    And I open the page "Payer par carte" in a browser without scripts
    And I choose the reading "Gherkin"
    Then the reader sees "Quand le client paie par carte"

  Rule: What its author noted is for the team

    Scenario: No other book holds it
      Given its file "specs/pay.feature" says
        ```gherkin
        # language: fr
        Fonctionnalité: Payer par carte
          Scénario: Payer à la caisse
            # La banque l'exige.
            Quand le client paie par carte
        ```
      When I run "specbook build --audience public"
      Then no file of the book holds "La banque"

  Rule: What is copied is the scenario, whatever it holds

    Scenario: Tables, texts and examples
      Given its file "specs/odd.feature" says
        ```gherkin
        Feature: Odd
          Scenario Outline: Buy <what>
            Given a basket
              | what   | price   |
              | a \| b | <price> |
              | c \\ d | 2       |
            When the shopper says
              """json
              {"a": 1}

                indented
              """

            @some
            Examples: few
              | what | price |
              | rope | 12    |
        ```
      And I have run "specbook build"
      When I open the page "Odd" in a browser
      And I choose the reading "Gherkin"
      And I copy the scenario "Buy <what>"
      Then the clipboard holds the scenario of "specs/odd.feature", line for line
