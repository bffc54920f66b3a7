Feature: Check specs while they are written
  As an author
  I want to be told what is unclear or wrong in my specs, and to have plain mistakes mended
  so that a review is about the product, and not about how it is written down

  `specbook check` looks for what nobody can have meant, and for what makes a spec hard to read. Each finding says where
  it is, what is wrong and what to do; each check has a page that says why. What a step says is never changed.

  Background:
    Given the Harbour shop
    And its file "pyproject.toml" says
      ```toml
      [tool.specbook.check]
      select = ["tags-are-not-repeated", "scenarios-differ", "ignores-are-used"]
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      @payment @payment
      Feature: Pay by card
        So that nobody needs cash.

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay at once
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```

  Scenario: See what the checks find, each with its line
    When I run "specbook check"
    Then it says
      ```text
      specs/pay.feature:1:10: warning: @payment stands here already. Remove one of them. [tags-are-not-repeated]
           1 | @payment @payment
      ```
    And it says "These are the steps and the data of “Pay” (specs/pay.feature:5)"
    And it says "1 file checked: 0 errors, 2 warnings"

  Scenario: Ask why
    When I run "specbook check --explain scenarios-differ"
    Then it says "Every scenario does something that no other one does."
    And it says "Whoever changes one"
    And it says "# specbook: ignore[scenarios-differ]"

  Scenario: Have mended what can be mended safely
    When I run "specbook check --fix"
    Then it says "specs/pay.feature:1:10: mended: Remove the second @payment"
    And the first line of its file "specs/pay.feature" is "@payment"
    And it says "1 file checked: 0 errors, 1 warning"

  Scenario: Look first at what would be mended
    When I run "specbook check --diff"
    Then it says "-@payment @payment"
    And it says "+@payment"
    And the first line of its file "specs/pay.feature" is "@payment @payment"

  Scenario: Let one place be as it is, and say why
    When this line comes above "Scenario: Pay at once" in its file "specs/pay.feature"
      ```gherkin
      # specbook: ignore[scenarios-differ] the bank wants both
      ```
    And I run "specbook check"
    Then it does not say "scenarios-differ"
    And it does not say "ignores-are-used"

  Scenario: Choose what is looked for
    Given its file "pyproject.toml" says
      ```toml
      [tool.specbook.check]
      ignore = ["tags-are-not-repeated"]
      fail-on = "warning"
      ```
    When I run "specbook check"
    Then it ends with exit code 1
    And it does not say "tags-are-not-repeated"
    And it says "scenarios-differ"

  Scenario: Check a few files alone
    Given its file "specs/refund.feature" says
      ```gherkin
      @money @money
      Feature: Refund
        So that a mistake costs nothing.

        Scenario: Get money back
          Given a basket worth 38 euros
      ```
    When I run "specbook check specs/refund.feature"
    Then it says "specs/refund.feature:1:8"
    And it does not say "specs/pay.feature"

  Scenario: Be told in French
    When I run "specbook check --language fr"
    Then it says "avertissement: @payment figure déjà ici."

  Scenario: A check that there is not
    When I run "specbook check --explain scenario-differs"
    Then it ends with exit code 2
    And it says "Did you mean “scenarios-differ”?"
