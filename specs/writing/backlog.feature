Feature: Rank ideas on numbers that can be traced
  As an author
  I want to keep ideas beside the specs, each with what it is ranked by and who says so
  so that stakeholders rank them on data, and not on who speaks loudest

  Ideas that are no spec yet stand in `specs/backlog.yml`, in the order of their rank. `specbook check` looks at them as it
  does at specs; [the page about the backlog](../../docs/backlog.md) lists every key.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        So that my order ships today.

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```

  Scenario: Keep ideas beside the specs
    Given its file "specs/backlog.yml" says
      ```yaml
      ideas:
        - title: Pay in two parts
          story: As a shopper, I want to pay one half at the quay, so that I need not wait for my pay day
          priority: must
          effort: 3
          feature: pay.feature
        - title: Thank for an order
          priority: could
          effort: 2
      ```
    When I run "specbook check --select backlog"
    Then it ends well
    And it says "0 errors, 0 warnings"

  Scenario: Ask where a number comes from
    A number that was asked for more than 180 days ago is as much in doubt as one that nobody has said.

    Given its file "specs/backlog.yml" says
      ```yaml
      ideas:
        - title: Pay in two parts
          numbers:
            reach: 1200
            impact:
              value: 3
              source: Twelve interviews
              as of: 2024-03-15
      ```
    When I run "specbook check"
    Then it says "specs/backlog.yml:4:1: warning: “reach” of “Pay in two parts” has no source."
    And it says "specs/backlog.yml:5:1: warning: “impact” of “Pay in two parts” is"

  Scenario: See that not everything is a must
    What must be done takes at most three fifths of the effort, so that something can give way.

    Given its file "specs/backlog.yml" says
      ```yaml
      ideas:
        - title: Pay in two parts
          priority: must
          effort: 5
        - title: Pay by invoice
          priority: must
          effort: 3
        - title: Thank for an order
          priority: could
          effort: 2
      ```
    When I run "specbook check"
    Then it says "specs/backlog.yml:5:1: warning: With “Pay by invoice”, what must be done takes 80 % of the effort"

  Scenario: Lose the spec that an idea leads to
    Given its file "specs/backlog.yml" says
      ```yaml
      ideas:
        - title: Pay in two parts
          feature: paying.feature
      ```
    When I run "specbook check"
    Then it says "specs/backlog.yml:3:1: warning: A link of “Pay in two parts” does not hold: there is no spec “paying.feature”."
    And it says "Did you mean “pay.feature”?"

  Scenario Outline: A backlog that is written wrongly
    Given its file "specs/backlog.yml" says
      ```yaml
      ideas:
        - title: Pay in two parts
          <line>
      ```
    When I run "specbook check"
    Then it ends with exit code 1
    And it says "specs/backlog.yml:3:"
    And it says "<message>"

    Examples:
      | what is wrong             | line           | message                  |
      | a key that is mistyped    | priorty: must  | Did you mean “priority”? |
      | a priority that is none   | priority: most | Did you mean “must”?     |
      | an effort without numbers | effort: much   | a number is expected     |
      | YAML that is torn         | story: "As" a  | this is not valid YAML   |
