Feature: Show any text as it was written
  As a reader
  I want the words of a spec to stand on the page exactly as the author typed them
  so that a price in <brackets> or a {brace} never disappears, and nothing in a spec can run as a program

  Scenario: A name that looks like a program
    Given the Harbour shop
    And a feature that is named
      """
      </title><script>alert(1)</script> {{ x }} <invoice>
      """
    When I run "specbook build --strict"
    Then it ends well
    And the name stands exactly so on its page, in the title, in the navigation and in the search

  @browser
  Scenario: A name that looks like a program, in a browser
    Given the Harbour shop
    And a feature that is named
      """
      </title><script>alert(1)</script> {{ x }} <invoice>
      """
    When I run "specbook build"
    And I read every page of the book in a browser
    Then the browser has met no error
    And searching for "invoice" finds the name

  Scenario Outline: Texts that break other pages
    Given the Harbour shop
    And its file "specs/odd.feature" has the step and the cell
      """
      <text>
      """
    When I run "specbook build --strict"
    Then the page "Odd" says
      """
      <text>
      """

    Examples: test cases
      | what              | text                        |
      | an HTML tag       | Refused <b>bold</b> invoice |
      | a macro           | {{ macro }} {% raw %}       |
      | Markdown          | a * b * c _d_ `e` [f](g)    |
      | an attribute list | Use {name} now { #id .cls } |
      | a Windows path    | C:\\temp\\new               |
      | other scripts     | Ünïcode – “q” 日本語        |
