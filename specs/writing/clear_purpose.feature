Feature: Say whom a feature helps, and to what end
  As an author
  I want to be reminded of what a feature is good for, and of what is still open
  so that the backlog is ranked by benefits, and nobody builds on a question

  A description is free text. Where it is a story, `specbook check` asks for its benefit, in the story itself or in a line
  `Benefit: …`; where product.yml lists personas, it asks that the story is told for one of them.

  Background:
    Given the Harbour shop

  Scenario: Forget the benefit of a story
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        As a shopper
        I want to pay with my card

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook check"
    Then it ends with exit code 1
    And it says "specs/pay.feature:3:3: error: The story does not say to what end."

  Scenario: Name somebody whom the product does not know
    Each persona has a reading path in the book, made of the features that are told for them.

    Given its file "specs/product.yml" says
      ```yaml
      personas:
        shopper:
          title: Shopper
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        As a shoper
        I want to pay with my card
        so that my order ships today
      ```
    When I run "specbook check"
    Then it says "specs/pay.feature:2:8: warning: product.yml has no persona “shoper”"
    And it says "Did you mean “shopper”?"

  Scenario: Leave a question in a feature that is called ready
    Given its file "specs/pay.feature" says
      ```gherkin
      @ready
      Feature: Pay by card
        So that my order ships today.

        Question: What of cards of other banks?
      ```
    When I run "specbook check"
    Then it ends with exit code 1
    And it says "specs/pay.feature:5:3: error: “Question: What of cards of other banks?” is still open."

  Scenario Outline: What else readers would miss
    Given its file "specs/pay.feature" has this mistake: <mistake>
    When I run "specbook check"
    Then it says "<check>"

    Examples: test cases
      | mistake                             | check                    |
      | a feature without a name            | features-are-named       |
      | a feature without a description     | features-say-why         |
      | a description that names no benefit | benefits-are-clear       |
      | scenarios of refusals alone         | features-have-a-use-case |
      | one single case                     | features-have-test-cases |
      | a Rule without an example           | rules-have-examples      |
      | a TODO in a comment                 | no-open-questions        |
      | more than twenty scenarios          | features-are-small       |
