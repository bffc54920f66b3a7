Feature: Adopt the checks in an old tree
  As a developer
  I want the checks to fail on what is new alone
  so that old specs get better one by one, and nobody has to mend them all first

  A baseline is a file that lists what is found today. It knows a finding by its file, its check and the text of its
  line, so it does not matter when lines move. What is mended is told, and can be taken out.

  Background:
    Given the Harbour shop
    And its file "pyproject.toml" says
      ```toml
      [tool.specbook.check]
      select = ["scenarios-are-named", "scenarios-have-steps"]
      ```
    And its file "specs/old.feature" says
      ```gherkin
      Feature: Pay at the desk
        So that nobody needs a card.

        Scenario:
          Given a basket worth 38 euros
      ```

  Scenario: Begin with what there is
    When I run "specbook check --baseline specs/known.json"
    Then it ends well
    And it says "specs/known.json is written: 1 known from now on"
    And its file "specs/known.json" now says
      ```json
      {
        "version": 1,
        "findings": [
          {"file": "specs/old.feature", "check": "scenarios-are-named", "text": "Scenario:", "count": 1}
        ]
      }
      ```

  Scenario: Be told no more of what is known
    Given I have run "specbook check --baseline specs/known.json"
    When I run "specbook check --baseline specs/known.json"
    Then it ends well
    And it says "Known from the baseline, and not told: 1."

  Scenario: Fail on what is new
    Given I have run "specbook check --baseline specs/known.json"
    And its file "specs/new.feature" has this mistake: a scenario without steps
    When I run "specbook check --baseline specs/known.json"
    Then it ends with exit code 1
    And it says "specs/new.feature:3:3"
    And it does not say "specs/old.feature"

  Scenario: Be told what is mended
    Given I have run "specbook check --baseline specs/known.json"
    When in its file "specs/old.feature" "Scenario:" becomes "Scenario: Pay"
    And I run "specbook check --baseline specs/known.json"
    Then it ends well
    And it says "In the baseline, and found no more: 1."

  Scenario: Keep what is mended out of it
    Given I have run "specbook check --baseline specs/known.json"
    And in its file "specs/old.feature" "Scenario:" has become "Scenario: Pay"
    When I run "specbook check --baseline specs/known.json --update-baseline"
    Then it says "0 known from now on, 0 of them new, 1 gone."

  Scenario: Show the findings where the code is reviewed
    When I run "specbook check --format sarif --output specbook.sarif"
    Then it ends with exit code 1
    And "specbook.sarif" is valid SARIF that tells
      | check               | file              | line |
      | scenarios-are-named | specs/old.feature | 4    |

  Scenario: Annotate a change on GitHub
    When I run "specbook check --format github" under GitHub Actions
    Then it ends with exit code 1
    And GitHub obeys nothing but
      | title               |
      | scenarios-are-named |
