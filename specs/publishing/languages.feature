Feature: Read the book in your own language
  As a reader
  I want the book to speak my language, whatever language its authors write in
  so that I understand the words around a spec as well as the spec

  The book's own words follow the language of the theme. English and French come with it; a project brings any other
  language along, or other words than ours. What authors wrote stays as they wrote it.

  Background:
    Given the Harbour shop
    And its file "mkdocs.yml" says
      """yaml
      site_name: La boutique du port
      theme:
        name: material
        language: fr
      """

  @browser
  Scenario: A book in French
    Given its file "specs/pay.feature" says
      ```gherkin
      # language: fr
      Fonctionnalité: Payer par carte
        Scénario: Payer à la caisse
          Etant donné un panier de 38 euros
          Quand le client paie par carte
          Alors la commande est payée
      ```
    And I have run "specbook run"
    When I run "specbook build --strict"
    And I open the page "Payer par carte" in a browser
    Then the reader sees these words
      | ✔ 1 sur 1 vérifié       |
      | Vérifié le TODAY        |
      | Ce que vous faites      |
      | car il vient en premier |
      | Rechercher              |
    And the search takes its words for French

  @browser
  Scenario: A spec in Arabic
    Given its file "specs/pay.feature" says
      ```gherkin
      # language: ar
      خاصية: الدفع بالبطاقة
        سيناريو: الدفع عند الصندوق
          بفرض سلة بقيمة 38 يورو
          متى يدفع الزبون بالبطاقة
          اذاً تم دفع الطلب
      ```
    When I run "specbook build --strict"
    And I open the page "الدفع بالبطاقة" in a browser
    Then the title, the step "يدفع الزبون بالبطاقة" and its keyword are Arabic, from right to left
    And the words "Ce que vous faites" beside it are French, from left to right

  @browser
  Scenario: A story in Hebrew
    Whose wish it is and what it is good for is read in the author's own words, in more than forty languages.

    Given its file "specs/pay.feature" says
      ```gherkin
      # language: he
      תכונה: תשלום בכרטיס
        כלקוחה
        אני רוצה לשלם בכרטיס
        כדי שההזמנה שלי תישלח היום

        תרחיש: תשלום בקופה
          בהינתן סל בשווי 38 אירו
          כאשר הלקוחה משלמת בכרטיס
          אז ההזמנה שולמה
      ```
    When I run "specbook build --strict"
    And I open the page "תשלום בכרטיס" in a browser
    Then the story "כלקוחה, אני רוצה לשלם בכרטיס, כדי שההזמנה שלי תישלח היום." reads from right to left
    And in bold it says who wants it, "לקוחה", and what it is good for, "כדי שההזמנה שלי תישלח היום"

  Scenario: Bring a language of your own
    Given its file "pyproject.toml" says
      """toml
      [tool.specbook]
      words = "words"
      """
    And its file "mkdocs.yml" says
      """yaml
      theme:
        language: nl
      """
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay at the counter
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook words nl --output words/nl.po"
    When in its file "words/nl.po" the words "What you do" are translated as "Wat je doet"
    And I run "specbook build --strict"
    Then the page "Pay by card" says "Wat je doet"
    And the page "Pay by card" says "What you get"

  Scenario: A translation that does not fit is refused with its place
    Given its file "pyproject.toml" says
      """toml
      [tool.specbook]
      words = "words"
      """
    And its file "words/fr.po" says
      """
      msgid "row {number}"
      msgstr "ligne {nombre}"
      """
    When I run "specbook build"
    Then it ends with exit code 2
    And it says "words/fr.po:1: “ligne {nombre}” must have the same names in braces as its msgid: {number}."
