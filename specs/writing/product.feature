Feature: Describe the product around the specs
  As an author
  I want to name the product, its audiences, its people and its words once
  so that every page uses them alike

  All of it stands in `specs/product.yml`, and all of it is optional: a title and a summary, who reads the book, what is
  read first, the people and the words of the product, and where its tags lead.
  [The reference](../../docs/reference.md#productyml) lists every key.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      @issue:118
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```

  Scenario: Give the product a name, and its tags an address
    Given its file "specs/product.yml" says
      ```yaml
      title: Harbour Shop
      links:
        tags:
          issue: https://tracker.example/{value}
      ```
    When I run "specbook build"
    Then it ends well
    And the page "Pay by card" links to "https://tracker.example/118"
    And the home page says "Harbour Shop"

  Scenario: Decide what is read first
    Given its file "specs/afterwards.feature" says
      ```gherkin
      Feature: Afterwards
        Scenario: Get a receipt
          Given a basket worth 38 euros
      ```
    And its file "specs/product.yml" says
      ```yaml
      order: [pay.feature]
      ```
    When I run "specbook build"
    Then the navigation shows these pages in order
      | page        |
      | Pay by card |
      | Afterwards  |

  Scenario: Do without
    When I run "specbook build"
    Then it ends well
    And the home page says "0 of 1 verified"

  Scenario Outline: Wrong settings
    Given its file "<file>" says
      ```
      <text>
      ```
    When I run "specbook status"
    Then it ends with exit code 2
    And it says "<message>"

    Examples:
      | what is wrong           | file              | text                               | message                   |
      | a key that is mistyped  | specs/product.yml | titel: Harbour Shop                | Did you mean “title”?     |
      | an order of what is not | specs/product.yml | order: [pay.featur]                | there is no “pay.featur”  |
      | a list that is a text   | specs/product.yml | glossary: none                     | glossary: a mapping       |
      | YAML that is torn       | specs/product.yml | title: "Harbour                    | this is not valid YAML    |
      | a setting that is none  | pyproject.toml    | [tool.specbook]\nspec = "features" | Did you mean “specs”?     |
      | a folder outside        | pyproject.toml    | [tool.specbook]\nspecs = "../x"    | a path inside the project |
