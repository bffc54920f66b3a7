Feature: Find what would be lost silently
  As an author
  I want to know which of my lines would never be run
  so that nobody takes a green run for a proof of them

  Gherkin forgives a lot: a mistyped keyword becomes prose, a scenario without steps passes, a table under the wrong
  word is a description. `specbook check` reads the specs as an author would, and reports each such place with what to
  do about it. It exits 1 where an error is found, so it can stand in continuous integration.

  Scenario: Check specs before they are trusted
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is refused
      ```
    When I run "specbook check"
    Then it ends with exit code 1
    And it says "specs/pay.feature:7:"
    And it says "scenario-names-are-unique"

  Scenario: Clean specs pass
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook check"
    Then it ends well
    And it says "0 errors"

  Scenario Outline: The mistakes that it knows
    Given the Harbour shop
    And its file "specs/pay.feature" has this mistake: <mistake>
    When I run "specbook check"
    Then it says "<check>"

    Examples: test cases
      | mistake                                 | check                     |
      | a line that is no Gherkin               | parses                    |
      | a Background inside a scenario          | no-swallowed-lines        |
      | a step keyword in lower case            | no-swallowed-lines        |
      | a curly apostrophe in a keyword         | no-curly-keywords         |
      | a space before the colon                | no-space-before-colon     |
      | French keywords without a language line | language-is-declared      |
      | a byte order mark                       | no-invisible-characters   |
      | a scenario without a name               | scenarios-are-named       |
      | a scenario without steps                | scenarios-have-steps      |
      | an outline without rows                 | outlines-have-rows        |
      | a placeholder that is no column         | placeholders-have-columns |
      | Example where Examples is meant         | examples-are-a-table      |
      | And as the first step                   | first-steps-stand-alone   |
      | a feature without scenarios             | features-have-scenarios   |
      | a column twice                          | columns-are-unique        |
