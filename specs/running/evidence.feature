Feature: Keep what a step saw
  As a developer
  I want a step to keep what it saw
  so that others can look at the proof, and a failure is understood without running it again

  A step definition that asks for `evidence` can attach to its step whatever helps, each with a caption. It is kept with
  the results of the run.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the shopper is told
          And the bank is told
      ```

  Scenario: Attach what a step saw
    Given its file "sign.svg" says
      ```
      <svg xmlns="http://www.w3.org/2000/svg"><text>Harbour shop</text></svg>
      ```
    And its file "steps/told.py" says
      ```python
      from pytest_bdd import then

      @then("the shopper is told")
      def the_shopper_is_told(evidence):
          evidence.text("Paid: 38 euros", "The receipt")
          evidence.image("sign.svg", "The sign at the till")
          evidence.link("https://shop.example/orders/1", "The order")

      @then("the bank is told")
      def the_bank_is_told(evidence):
          evidence.json({"paid": 38}, "The entry in the books")
          evidence.transcript("shop orders", "1 order, paid", "At the till")
          evidence.file("pyproject.toml", "The settings")
      ```
    When I run "specbook run"
    Then it ends well
    And its results hold this evidence
      | step                | caption                | what it is                       | what it says          |
      | the shopper is told | The receipt            | text/plain                       | Paid: 38 euros        |
      | the shopper is told | The sign at the till   | image/svg+xml                    | Harbour shop          |
      | the shopper is told | The order              | text/uri-list                    | shop.example/orders/1 |
      | the bank is told    | The entry in the books | application/json                 | "paid": 38            |
      | the bank is told    | At the till            | text/x.specbook.transcript+plain | $ shop orders         |
      | the bank is told    | The settings           | application/octet-stream         | harbour-shop          |

  Scenario: Attach a request and its answer
    A response of *httpx*, *requests* or a test client is given as it is: `evidence.exchange(response, "The bank is asked")`.
    Headers that authorize are masked.

    Given its file "steps/told.py" says
      ```python
      from pytest_bdd import then

      @then("the shopper is told")
      def the_shopper_is_told():
          pass

      @then("the bank is told")
      def the_bank_is_told(evidence):
          evidence.exchange(
              caption="The bank is asked",
              method="POST",
              url="https://bank.example/payments",
              headers={"Cookie": "session=blue-anchor", "Accept": "text/plain"},
              body="38 euros",
              status=201,
              response_body="paid",
          )
      ```
    When I run "specbook run"
    Then it ends well
    And its results hold this evidence
      | step             | caption           | what it is                         | what it says                           |
      | the bank is told | The bank is asked | application/vnd.specbook.http+json | "url": "https://bank.example/payments" |
      | the bank is told | The bank is asked | application/vnd.specbook.http+json | "Cookie": "[masked]"                   |
      | the bank is told | The bank is asked | application/vnd.specbook.http+json | "status": 201                          |
    And nothing in its results says "blue-anchor"

  Scenario: Attach something large
    What is large becomes a file beside the results, named by its content: the same picture in ten steps is kept once.

    Given its file "steps/told.py" says
      ```python
      from pytest_bdd import then

      @then("the shopper is told")
      @then("the bank is told")
      def somebody_is_told(evidence):
          evidence.text("Paid: 38 euros\n" * 10_000, "All receipts")
      ```
    When I run "specbook run"
    Then it ends well
    And its results hold this evidence
      | step                | caption      | what it is | what it says   |
      | the shopper is told | All receipts | text/plain | Paid: 38 euros |
      | the bank is told    | All receipts | text/plain | Paid: 38 euros |
    And 1 file lies beside its results

  Scenario: Leave secrets out
    The values of environment variables whose names hold TOKEN, PASSWORD, SECRET or API_KEY are masked before anything is
    written, also in the message of a failure, here and in the terminal. The setting `secrets` names others.

    Given its file "steps/told.py" says
      ```python
      import os
      from pytest_bdd import then

      @then("the shopper is told")
      def the_shopper_is_told(evidence):
          evidence.text("signed in with " + os.environ["SHOP_TOKEN"], "Sign in")

      @then("the bank is told")
      def the_bank_is_told():
          raise ValueError("the bank refused " + os.environ["SHOP_TOKEN"])
      ```
    When I run "specbook run" with SHOP_TOKEN=blue-anchor
    Then it ends with exit code 1
    And its results hold this evidence
      | step                | caption | what it is | what it says            |
      | the shopper is told | Sign in | text/plain | signed in with [masked] |
    And the ledger says
      | scenario | reason                                |
      | Pay      | ValueError: the bank refused [masked] |
    And nothing in its results says "blue-anchor"
    And it says "the bank refused [masked]"
    And it does not say "blue-anchor"

  Rule: What looks like a secret is masked, too

    Scenario Outline: Masked wherever it stands
      Given its file "steps/told.py" says
        ```python
        import json
        from pathlib import Path
        from pytest_bdd import then

        TEXT = """<text>"""

        @then("the shopper is told")
        def the_shopper_is_told(evidence):
            Path("log.txt").write_text(TEXT)
            evidence.text(TEXT, caption=TEXT)
            evidence.json({"text": TEXT})
            evidence.file("log.txt")

        @then("the bank is told")
        def the_bank_is_told():
            raise ValueError(TEXT)
        ```
      When I run "specbook run"
      Then it ends with exit code 1
      And its results hold this evidence
        | step                | caption  | what it is | what it says |
        | the shopper is told | <masked> | text/plain | <masked>     |
      And nothing in its results says "blue-anchor"

      Examples:
        | what                     | text                                    | masked                               |
        | a header that authorizes | Authorization: Bearer blue-anchor       | Authorization: Bearer [masked]       |
        | a password in an address | https://shop:blue-anchor@bank.example   | https://shop:[masked]@bank.example   |
        | a token in an address    | https://bank.example/?token=blue-anchor | https://bank.example/?token=[masked] |
