Feature: Explain words where they are used
  As a reader
  I want a word of the trade to be explained where I meet it
  so that I need not ask, or pretend to know

  `glossary` in product.yml says what the words mean. In steps, each is marked where a scenario first uses it.

  Background:
    Given the Harbour shop
    And its file "specs/product.yml" says
      ```yaml
      glossary:
        basket: What a shopper has chosen & not yet paid
        saved card: A card that the bank knows by a token
      ```

  Scenario: Learn what a word of a step means
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the basket is paid by saved card

        Scenario: Pay later
          Given a basket worth 2 euros
      ```
    When I run "specbook build --strict"
    Then the page "Pay by card" explains these words
      | word       | meaning                                  |
      | basket     | What a shopper has chosen & not yet paid |
      | saved card | A card that the bank knows by a token    |
      | basket     | What a shopper has chosen & not yet paid |

  Scenario Outline: Which words are marked
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given <text>
      ```
    When I run "specbook build --strict"
    Then of the words on the page "Pay by card", these are explained: <words>

    Examples: test cases
      | what                    | text                   | words      |
      | in capitals             | a BASKET of rope       | BASKET     |
      | a part of a longer word | baskets and basketwork | nothing    |
      | within a value          | the word "basket"      | basket     |
      | across two words        | a saved card, or cash  | saved card |
      | beside brackets         | a <basket> & more      | basket     |
