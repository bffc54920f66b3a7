Feature: Never call an incomplete run good
  As a developer
  I want to be told when a run lost something on its way
  so that a green build means what it says

  `specbook run` starts pytest and watches it from outside. It alone notices that pytest died, or left examples out; so
  it is the command for continuous integration. What had finished is kept, because every result is written at once.

  Scenario: A step ends the whole process, and claims success
    Given the Harbour shop
    And its file "steps/exit.py" says
      ```python
      import os
      from pytest_bdd import when

      @when("the power fails")
      def the_power_fails():
          os._exit(0)
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Lose power
          When the power fails

        Scenario: Pay again
          Given a basket worth 39 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook run"
    Then it ends with exit code 1
    And it says "a process died in specs/pay.feature:7"
    And the ledger says
      | scenario   | state    |
      | Pay        | verified |
      | Lose power | failing  |
      | Pay again  | not run  |

  Scenario: A step hangs
    *pytest-timeout* ends it. With `--timeout-method thread` it ends the whole process; that is noticed, too.

    Given the Harbour shop
    And its file "steps/bank.py" says
      ```python
      import time
      from pytest_bdd import when

      @when("the bank does not answer")
      def the_bank_does_not_answer():
          time.sleep(600)
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Wait for the bank
          When the bank does not answer

        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook run -- --timeout 1"
    Then it ends with exit code 1
    And it says "Timeout (>1.0s)"
    And the ledger says
      | scenario          | state    |
      | Wait for the bank | failing  |
      | Pay               | verified |

  Scenario: The disk is full
    A run whose results cannot be written stops, and names the file, the reason, and what to do.

    Given the Harbour shop
    And its file "steps/camera.py" says
      ```python
      from pytest_bdd import when

      @when("a camera films the pier")
      def a_camera_films_the_pier(evidence):
          evidence.attach(b"film" * 100_000, "video/mp4")
      ```
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Watch the pier
          When a camera films the pier

        Scenario: Pay again
          Given a basket worth 39 euros
          When the shopper pays by card
          Then the order is paid
      ```
    When I run "specbook run" where no file has room for more than 100 kB
    Then it ends with exit code 1
    And it says "cannot be written: File too large. Let files grow larger (ulimit -f), and try again."
    And it says "2 selected but not finished: specs/pay.feature:7 (was running), specs/pay.feature:10"
    And the ledger says
      | scenario       | state    |
      | Pay            | verified |
      | Watch the pier | not run  |
      | Pay again      | not run  |

  Scenario: Nothing was selected
    Given the Harbour shop
    And its file "specs/pay.feature" holds a scenario that passes
    When I run "specbook run -- -k nothing"
    Then it ends with exit code 1
    And it says "no example was selected"

  Scenario: A results file that is cut off
    Given the Harbour shop
    And its file "specs/pay.feature" holds a scenario that passes
    And I have run "specbook run"
    When the end of its newest results is cut off
    And I run "specbook status"
    Then it ends with exit code 1
    And it says "messages.ndjson"
    And it says "cut off"

  Scenario: Results of an unknown version
    Given the Harbour shop
    And its file "specs/pay.feature" holds a scenario that passes
    And I have run "specbook run"
    When its newest results claim protocol "99.0.0"
    And I run "specbook status"
    Then it ends with exit code 1
    And it says "Cucumber Messages of protocol 99.0.0; 22 to 34 can be read"
    And the only example is not run

  Scenario: Remove the runs that nothing rests on
    Given the Harbour shop
    And its file "specs/pay.feature" holds a scenario that passes
    And I have run "specbook run"
    And I have run "specbook run"
    When I run "specbook clean"
    Then it ends well
    And one run is left
    And the only example is verified
