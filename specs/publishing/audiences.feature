Feature: Keep two front doors
  As an author
  I want a public and an internal book from the same specs
  so that customers read what is meant for them, and nothing slips out

  A tag such as `@internal` on a feature, a Rule, a scenario or an Examples table hides it from the public book. So does
  a folder: by `audience: internal` between `---` lines at the head of its README, or by product.yml.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        @internal @XYZZY-TAG
        Scenario: Pay as staff with XYZZY-NAME
          Given a basket worth 2 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook run"

  Scenario: Build the public book
    When I run "specbook build"
    Then it says "1 example:"
    And no file of the book holds "XYZZY"

  Scenario: Build the internal book
    When I run "specbook build --audience internal"
    Then it says "2 examples:"
    And the page "Pay by card" says "Pay as staff with XYZZY-NAME"

  Scenario: Keep a whole folder inside
    Given its file "specs/staff/README.md" says
      ```markdown
      ---
      audience: internal
      ---
      # PLUGH staff

      Nobody else reads this.
      ```
    And its file "specs/staff/PLUGH.feature" says
      ```gherkin
      Feature: PLUGH discounts
        Scenario: Buy for less
          Given a basket worth 2 euros
      ```
    When I run "specbook build"
    Then no file of the book holds "PLUGH"

  Scenario: Show public readers that a claim broke, and not why
    Given its file "steps/secret.py" says
      ```python
      from pytest_bdd import then

      @then("the server answers")
      def the_server_answers():
          raise AssertionError("FROTZ-HOST refused the connection")
      ```
    And its file "specs/server.feature" says
      ```gherkin
      Feature: The server
        Scenario: Ask it
          Then the server answers
      ```
    And I have run "specbook run"
    When I run "specbook build"
    Then the page "The server" shows 1 example: 1 failing
    And no file of the book holds "FROTZ"

  Scenario: An unknown audience
    When I run "specbook build --audience intern"
    Then it ends with exit code 2
    And it says "Did you mean “internal”?"
