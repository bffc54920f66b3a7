Feature: See a change at once
  As an author
  I want the page of the spec that I am writing to follow every change
  so that I write for the reader, and not for the machine

  `specbook serve` serves the book on this computer and shows each change of a spec, a page or a result without a restart.
  What the checks find in a spec stands [beside its page](../writing/margin.feature) meanwhile.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay with a saved card
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And the book is served

  Scenario: Change a spec
    When in its file "specs/pay.feature" "a saved card" becomes "a golden card"
    Then the served page "specs/pay.html" soon says "Pay with a golden card"

  Scenario: Find a changed name everywhere
    The page of a spec follows within a second or two, in a book of a thousand pages, too. Everything else that names it
    follows when there is a pause: the navigation, the search, and where the product stands.

    When in its file "specs/pay.feature" "Pay by card" becomes "Pay with gold"
    Then the served page "specs/pay.html" soon says "Pay with gold"
    And the served page "specs/index.html" soon says "Pay with gold"

  Scenario: Break a spec
    When in its file "specs/pay.feature" "When the shopper" becomes "Wehn the shopper"
    Then the served page "specs/pay.html" soon says "line 4"

  @test-case
  Scenario: Mend a spec that was broken
    Given in its file "specs/pay.feature" "When the shopper" has become "Wehn the shopper"
    And the served page "specs/pay.html" has come to say "line 4"
    When in its file "specs/pay.feature" "Wehn the shopper" becomes "When the shopper"
    Then the served page "specs/pay.html" soon says "Pay with a saved card"

  Scenario: Run the specs meanwhile
    When I run "specbook run"
    Then the served page "specs/pay.html" soon says "✔ verified"

  Scenario: Meet what leads nowhere
    What cannot be shown is told where it stands, and by the command, as `specbook build` does.

    When its file "specs/README.md" now says
      ```markdown
      # Harbour shop
      ![The quay](quay.png) is [not far](map.md).
      ```
    And its file "docs/guide.md" now says
      ```markdown
      # At the till

      ::: spec pey.feature "Pay with a saved card"
      ```
    And its file "specs/product.yml" now says
      ```yaml
      personas:
        shopper:
          path: [pay.feature, pay.feature "Pay twice"]
      ```
    Then the served page "specs/index.html" soon says "✖ specs/README.md:2: there is no “quay.png”"
    And the served page "specs/index.html" soon says "✖ specs/README.md:2: there is no “map.md”"
    And the served page "guide.html" soon says "✖ docs/guide.md:3: there is no spec “pey.feature”"
    And the served page "reading/shopper.html" soon says "✖ specs/product.yml:3: personas.shopper.path"

  Scenario: Write on, though something leads nowhere
    Given its file "docs/guide.md" says
      ```markdown
      # At the till

      ::: spec pey.feature "Pay with a saved card"
      ```
    And the served page "guide.html" has come to say "✖ docs/guide.md:3: there is no spec “pey.feature”"
    When in its file "specs/pay.feature" "a saved card" becomes "a golden card"
    Then the served page "specs/pay.html" soon says "Pay with a golden card"

  Scenario: Meet evidence that is not fit to be shown
    When its file "steps/receipt.py" now says
      ```python
      from pytest_bdd import then


      @then("the receipt is drawn")
      def the_receipt_is_drawn(evidence):
          evidence.attach("<svg><script>pay()</script></svg>", "image/svg+xml", "The receipt")
      ```
    And in its file "specs/pay.feature" "the order is paid" becomes "the receipt is drawn"
    And I run "specbook run"
    Then the served page "specs/pay.html" soon says "“The receipt”"
    And the served page "specs/pay.html" soon says "a drawing must hold nothing that runs"
    And the served page "specs/pay.html" soon says "✔ verified"
