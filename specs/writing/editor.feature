Feature: Write specs in your editor
  As an author
  I want my editor to know Gherkin, our steps and our words
  so that I see at once what would be lost, and need not look up which step exists

  `specbook lsp` is a language server: whatever speaks that protocol, such as VS Code, Neovim, Helix, Zed or PyCharm,
  underlines what the checks find while you type, completes steps with their values, shows what a step definition says
  of itself and how the example last ran, and leads from a step to its Python and back. What it offers never changes
  what a step says.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        As a shopper
        I want to pay by card
        so that I need no cash

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario Outline: Baskets of any size
          Given a basket worth <price> euros
          When the shopper pays by card
          Then the order is paid

          Examples:
            | price |
            | 1     |
            | 500   |
      ```

  Scenario: What would be lost is underlined while you type
    Given my editor has "specs/pay.feature" open
    When I type "Whn the shopper" in place of "When the shopper" in "specs/pay.feature"
    Then "Whn" is underlined in "specs/pay.feature", by the check parses

  Scenario: Steps are completed with places for their values
    Given my editor has "specs/pay.feature" open
    When I ask what could follow "    Given a basket" in "specs/pay.feature"
    Then my editor offers "a basket worth <price> euros"

  Scenario: A step leads to its definition
    Given my editor has "specs/pay.feature" open
    When I go from "basket worth 38" in "specs/pay.feature" to its definition
    Then I am in "steps/shop.py"

  Scenario: A step tells what is known of it
    Given my editor has "specs/pay.feature" open
    When I point at "basket worth 38" in "specs/pay.feature"
    Then my editor shows "steps/shop.py"
    And my editor shows "used by 2 steps"

  Scenario: A column is renamed with all that it fills in
    Given my editor has "specs/pay.feature" open
    When I rename "price> euros" in "specs/pay.feature" to "amount"
    Then "specs/pay.feature" in my editor holds
      ```gherkin
          Given a basket worth <amount> euros
      ```
    And "specs/pay.feature" in my editor holds
      ```gherkin
            | amount |
      ```

  Scenario: A step is renamed in every spec and in its definition
    Given my editor has "specs/pay.feature" open
    When I rename "basket worth 38" in "specs/pay.feature" to "goods for <price> euros"
    Then "specs/pay.feature" in my editor holds
      ```gherkin
        Scenario: Pay
          Given goods for 38 euros
      ```
    And "steps/shop.py" in my editor holds
      ```python
      @given(parsers.parse("goods for {price:d} euros"), target_fixture="price")
      ```

  Scenario: A step is not renamed where its values would be lost
    Given my editor has "specs/pay.feature" open
    When I try to rename "basket worth 38" in "specs/pay.feature" to "a full basket"
    Then my editor shows "Say each value once, by its name"
    And my editor shows "a basket worth <price> euros"

  Scenario: What a check can mend is a choice
    Given my editor has "specs/pay.feature" open
    When I type "Scenario : Pay" in place of "Scenario: Pay" in "specs/pay.feature"
    And I choose “Write “Scenario:”” at "Scenario : Pay" in "specs/pay.feature"
    Then "specs/pay.feature" in my editor holds
      ```gherkin
        Scenario: Pay
      ```

  Scenario: What was mended is no longer underlined
    Given my editor has "specs/pay.feature" open
    And I have typed "Scenario : Pay" in place of "Scenario: Pay" in "specs/pay.feature"
    When I type "Scenario: Pay" in place of "Scenario : Pay" in "specs/pay.feature"
    Then nothing is underlined in "specs/pay.feature"

  Scenario: A definition in Python leads to the steps that it takes
    Given my editor has "specs/pay.feature" open
    When I ask where the definition in line 7 of "steps/shop.py" is used
    Then my editor lists 2 steps of "specs/pay.feature"

  Scenario: A spec is laid out
    Given my editor has "specs/pay.feature" open
    And I have typed "| 1 |" in place of "| 1     |" in "specs/pay.feature"
    When I have "specs/pay.feature" formatted
    Then "specs/pay.feature" in my editor holds
      ```gherkin
            | 1     |
      ```

  Scenario: A table is aligned while you type it
    Given my editor has "specs/pay.feature" open
    And I have typed "| 12345678" in place of "| 500   |" in "specs/pay.feature"
    When I type a bar after "| 12345678" in "specs/pay.feature"
    Then "specs/pay.feature" in my editor holds
      ```gherkin
            | price    |
            | 1        |
            | 12345678 |
      ```

  Scenario: A step without a definition gets one
    Given my editor has "specs/pay.feature" open
    And I have typed "the shopper pays in cash" in place of "the shopper pays by card" in "specs/pay.feature"
    When I choose “Create its step definition” at "the shopper pays in cash" in "specs/pay.feature"
    Then "steps/shop.py" in my editor holds
      ```python
      @when("the shopper pays in cash")
      def the_shopper_pays_in_cash():
          raise NotImplementedError
      ```

  Scenario: A definition that changes is heeded before it is saved
    Given my editor has "specs/pay.feature" open
    And my editor has "steps/shop.py" open
    When I type "the shopper pays in cash" in place of "the shopper pays by card" in "steps/shop.py"
    Then "the shopper pays by card" is underlined in "specs/pay.feature", by the check steps-are-defined
