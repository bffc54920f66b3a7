@browser
Feature: See what the checks find beside the page
  As an author
  I want what the checks find to stand beside the very words that it is about, on the page that my readers will see
  so that I mend a spec while I still think of it

  With `specbook serve` open beside the editor, the page of a spec follows whatever is saved: about a second later it
  shows the new text, and in its margin what the checks find there. Where the window is narrow, that is folded under its
  line. Only a served page has a margin, and only for those who see every spec: no book that is built ever has one.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        As a shopper
        I want to pay by card
        so that I need no cash

        Scenario: Pay with a saved card
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay more than the card allows
          Given a basket worth 501 euros
          When the shopper pays by card
          Then the order is refused
      ```
    And the book is served

  Scenario: Write a step that nothing runs
    Given the page "specs/pay.html" is open beside the editor
    When in its file "specs/pay.feature" "the order is paid" becomes "the shopper smiles"
    Then beside "The shopper smiles" the page soon says "✖ error" and "No step definition matches “the shopper smiles”"

  Scenario: Mend what was found
    Given in its file "specs/pay.feature" "the order is paid" has become "the shopper smiles"
    And the page "specs/pay.html" is open beside the editor, with a finding
    When in its file "specs/pay.feature" "the shopper smiles" becomes "the order is paid"
    Then the page soon says "The checks find nothing here."

  Scenario: Learn why a check objects
    Given in its file "specs/pay.feature" "the order is paid" has become "the shopper smiles"
    And the page "specs/pay.html" is open beside the editor, with a finding
    When I unfold "steps-are-defined" beside the page
    Then the page soon says "Every step has a step definition"
    And the page soon says "specbook check --explain steps-are-defined"

  Scenario: Write in a narrow window
    Given the page "specs/pay.html" is open in a narrow window beside the editor
    When in its file "specs/pay.feature" "the order is paid" becomes "the shopper smiles"
    Then folded under "The shopper smiles" the page soon says "✖ error" and "No step definition matches"

  Scenario: Go on reading where you were
    Whatever was unfolded, and the reading that was chosen, stays, and the page does not jump.

    Given the page "specs/pay.html" is open in a narrow window beside the editor
    And I have chosen "Gherkin" on the page, and unfolded "Pay more than the card allows" further down
    When in its file "specs/pay.feature" "501 euros" becomes "900 euros"
    Then the page soon says "a basket worth 900 euros"
    And the page is read as "Gherkin", with "Pay more than the card allows" unfolded where it was

  Scenario: Break the spec
    The page of a spec that cannot be read says where; what the page had shown is there again once it is mended.

    Given the page "specs/pay.html" is open beside the editor
    When in its file "specs/pay.feature" "When the shopper" becomes "Wehn the shopper"
    Then the page soon says "line 8, column 5"
    And the page soon says "Did you mean “When”?"

  Scenario: See the page as its readers will
    Given in its file "specs/pay.feature" "the order is paid" has become "the shopper smiles"
    And the page "specs/pay.html" is open beside the editor, with a finding
    When I press "Hide what the checks find"
    Then nothing stands beside the page
    And the page soon says "Show what the checks find"

  @test-case
  Scenario: Two scenarios of one name, where a colleague's file changed meanwhile
    What only a look at all files finds follows a moment later.

    Given its file "specs/cash.feature" says
      ```gherkin
      Feature: Pay in cash
        So that nobody needs a card.

        Scenario: Pay
          Given a basket worth 38 euros
      ```
    And the page "specs/pay.html" is open beside the editor
    When in its file "specs/cash.feature" "Pay in cash" becomes "Pay by card"
    Then beside "Pay by card" the page soon says "▲ warning" and "specs/cash.feature"

  @test-case
  Scenario: A book in French
    Given its file "mkdocs.yml" says
      """yaml
      site_name: La boutique du port
      theme: {name: material, language: fr}
      """
    And its file "specs/pay.feature" says
      ```gherkin
      # language: fr
      Fonctionnalité: Payer par carte
        En tant que client
        Je veux payer par carte
        Afin de ne pas chercher de monnaie

        @carte @caisse
        Scénario: Payer à la caisse
          Etant donné un panier de 38 euros
          Quand le client paie par carte
          Alors la commande est payée
      ```
    And the page "specs/pay.html" is open beside the editor
    And the page has come to say "Ce que vous faites"
    When in its file "specs/pay.feature" "@caisse" becomes "@carte"
    Then beside "Payer à la caisse" the page soon says "▲ avertissement" and "@carte figure déjà ici"

  @test-case
  Scenario: Readers who do not see every spec are told nothing
    Given in its file "specs/pay.feature" "the order is paid" has become "the shopper smiles"
    And the book is served for "public"
    And the page "specs/pay.html" is open beside the editor
    When in its file "specs/pay.feature" "38 euros" becomes "39 euros"
    Then the page soon says "A basket worth 39 euros"
    And nothing stands beside the page
    And the server tells nobody what the checks find in "specs/pay.html"
