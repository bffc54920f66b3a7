Feature: See what a step showed
  As a reader
  I want the pictures and texts that a step has kept to stand under that step
  so that I see what to expect, and know that it was so when it was last tried

  Whatever a step definition attaches through `evidence` is shown, with its caption and the day of the run: pictures, what a
  terminal showed, requests with their answers, and links. Logs and files are shown to the team.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the shopper is told
      ```
    And its file "receipt.svg" says
      ```
      <svg xmlns="http://www.w3.org/2000/svg" width="320" height="90">
        <rect width="320" height="90" rx="8" fill="#e6f4ea"/>
        <text x="20" y="52" font-family="sans-serif" font-size="20" fill="#1b5e20">Paid: 38 euros</text>
      </svg>
      ```
    And its file "steps/told.py" says
      ```python
      from pytest_bdd import then

      @then("the shopper is told")
      def the_shopper_is_told(evidence):
          evidence.image("receipt.svg", caption="The receipt")
          evidence.transcript("shop orders", "1 order, paid", "At the till")
          evidence.exchange(
              caption="The bank is asked",
              method="POST",
              url="https://bank.example/payments",
              body="38 euros",
              status=201,
              response_body="paid",
          )
      ```
    And I have run "specbook run"

  @browser
  Scenario: Look at a picture under its step
    When I run "specbook build --strict"
    And I open the page "Pay by card" in a browser
    Then the step "the shopper is told" shows the picture "The receipt", from today's run
    And the browser has met no error

  Scenario: Read what a terminal and a server answered
    When I run "specbook build"
    Then the step "the shopper is told" of the page "Pay by card" shows these texts
      | caption           | text                               |
      | At the till       | $ shop orders                      |
      | At the till       | 1 order, paid                      |
      | The bank is asked | POST https://bank.example/payments |
      | The bank is asked | 201                                |

  Scenario: Keep the picture of the last good run
    Given its file "steps/told.py" says
      ```python
      from pytest_bdd import then

      @then("the shopper is told")
      def the_shopper_is_told(evidence):
          evidence.text("Out of paper", "A broken printer")
          raise AssertionError("no receipt")
      ```
    When I run "specbook run"
    And I run "specbook build"
    Then the page "Pay by card" shows 1 example: 1 failing
    And the step "the shopper is told" of the page "Pay by card" shows the picture "The receipt"
    And the page "Pay by card" does not say "Out of paper"

  Scenario: A new run with the same pictures rewrites no page
    Given I have run "specbook stage"
    When I run "specbook run"
    And I run "specbook stage"
    Then it says ", 3 files changed."

  Scenario: Pictures of what is internal stay inside
    Given its file "specs/staff.feature" says
      ```gherkin
      @internal
      Feature: Pay as staff
        Scenario: Pay less
          Given the till XYZZY is pictured
      ```
    And its file "steps/staff.py" says
      ```python
      from pytest_bdd import given

      @given("the till XYZZY is pictured")
      def the_till_is_pictured(evidence):
          evidence.transcript("shop till XYZZY", "XYZZY is open", "XYZZY")
      ```
    When I run "specbook run"
    And I run "specbook build"
    Then no file of the book holds "XYZZY"

  Rule: Evidence that is not what it says is named, and not shown

    Scenario Outline: Evidence that is refused
      Given its file "receipt.svg" says
        ```
        <content>
        ```
      And its file "steps/told.py" says
        ```python
        from pytest_bdd import then

        @then("the shopper is told")
        def the_shopper_is_told(evidence):
            evidence.image("receipt.svg", "The receipt", media_type="<type>")
        ```
      When I run "specbook run"
      And I run "specbook build"
      Then it says "messages.ndjson:"
      And it says "the evidence “The receipt” is not shown: <why>"
      And no file of the book holds "alert(1)"

      Examples: test cases
        | what                    | type          | content                        | why                                   |
        | a drawing with a script | image/svg+xml | <svg><script>alert(1)</script> | a drawing must hold nothing that runs |
        | a page as a picture     | image/png     | <script>alert(1)</script>      | it is no image/png                    |

    Scenario: No strict build passes over it
      Given its file "receipt.svg" says
        ```
        <svg><script>alert(1)</script>
        ```
      And its file "steps/told.py" says
        ```python
        from pytest_bdd import then

        @then("the shopper is told")
        def the_shopper_is_told(evidence):
            evidence.image("receipt.svg", "The receipt")
        ```
      And I have run "specbook run"
      When I run "specbook build --strict"
      Then it ends with exit code 1
      And it says "the evidence “The receipt” is not shown: a drawing must hold nothing that runs"
