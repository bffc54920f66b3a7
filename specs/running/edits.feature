Feature: Edit a spec without borrowing an old proof
  As a reader
  I want a claim that was changed after the last run to be shown as changed
  so that I never trust a result that was for other words

  Such a claim is marked *changed* until a run proves it again. A result belongs to the meaning of an example: its
  steps, with their tables and texts. A new name, another place or another comment keeps the result; another meaning
  loses it.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    And I have run "specbook run"

  Scenario: Edit a claim, and see it marked changed
    When in its file "specs/pay.feature" "38 euros" becomes "39 euros"
    Then the only example is changed

  Scenario: Change a step definition that it rests on
    When in its file "steps/shop.py" "price <= LIMIT" becomes "price < LIMIT"
    Then the only example is changed

  Scenario Outline: Edits that keep the result
    When in its file "specs/pay.feature" "<old>" becomes "<new>"
    Then the only example is verified

    Examples: test cases
      | edit          | old                  | new                                    |
      | another name  | Scenario: Pay        | Scenario: Pay with a good card         |
      | a comment     | Given a basket       | # the limit is 500\n    Given a basket |
      | a tag         | Feature: Pay by card | @money\nFeature: Pay by card           |
      | another place | Feature: Pay by card | \n\n\nFeature: Pay by card             |

  Scenario: A file that moves keeps its results
    When its file "specs/pay.feature" moves to "specs/money/card.feature"
    Then the only example is verified
