Feature: See whether the specs are in order
  As an author
  I want to see what the checks find in the specs, where I read them
  so that nothing that somebody wrote is lost in silence

  The page “Health” is in the book of those who see every spec. It lists what `specbook check` finds.

  Background:
    Given the Harbour shop
    And its file "specs/product.yml" says
      ```yaml
      links: {source: "https://git.example/{path}#L{line}"}
      ```

  Scenario: See what the checks found, and go there
    Given its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay

        Scenario: Pay
          Given a basket worth 38 euros
      ```
    When I run "specbook build --audience internal"
    Then the page "Health" says "scenarios-have-steps"
    And the page "Health" says "scenario-names-are-unique"
    And the page "Health" links to "https://git.example/specs/pay.feature#L4"
    And the page "Health" links to the page "Pay by card"
    And the page "Health" says "Every scenario of a file has a name of its own, even across Rules."

  Scenario: See that all is well
    Given its file "pyproject.toml" says
      ```toml
      [tool.specbook.check]
      select = ["silent-loss", "product"]
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        So that an order ships the same day.

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay too much
          Given a basket worth 501 euros
          When the shopper pays by card
          Then the order is refused
      ```
    When I run "specbook build --audience internal"
    Then the page "Health" says "They find nothing wrong."
