Feature: Share a run between machines
  As a developer
  I want to spread the specs over all the cores and CI jobs that I have
  so that a full run takes minutes, and nothing is lost between the machines

  *pytest-xdist* spreads a run over the cores of one machine, *pytest-split* over jobs. Each job keeps its own results, a
  **shard**; `specbook merge` puts the shards together as one run, and says which examples no shard ran.

  Background:
    Given the Harbour shop
    And its file "specs/pay.feature" says
      ```gherkin
      Feature: Pay by card
        Scenario: Pay a little
          Given a basket worth 38 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay a lot
          Given a basket worth 499 euros
          When the shopper pays by card
          Then the order is paid

        Scenario: Pay too much
          Given a basket worth 900 euros
          When the shopper pays by card
          Then the order is refused
      ```

  Scenario: Three CI jobs share the specs
    Given jobs 1 to 3 have each run "specbook run -- --splits 3 --group JOB"
    When I run "specbook merge shard-1 shard-2 shard-3"
    Then it ends well
    And it says "3 shards with 3 examples"
    And every example is verified

  Scenario: Share by how long the examples took
    `specbook durations` writes the file that *pytest-split* shares by, from the newest result of each example. A scenario
    that was renamed keeps its time.

    Given its file "steps/bank.py" says
      ```python
      import time
      from pytest_bdd import given

      @given("a slow bank")
      def a_slow_bank():
          time.sleep(0.3)
      ```
    And its file "specs/bank.feature" says
      ```gherkin
      Feature: Wait for the bank
        Scenario: Wait
          Given a slow bank
      ```
    And I have run "specbook run"
    When I run "specbook durations"
    And jobs 1 to 2 each run "specbook run -- --splits 2 --group JOB --splitting-algorithm least_duration"
    Then each job ran these scenarios
      | job | scenario     |
      | 1   | Wait         |
      | 2   | Pay a little |
      | 2   | Pay a lot    |
      | 2   | Pay too much |

  Scenario: Keep the scenarios of a file together
    Where scenarios of one file share something slow, let one worker run them all.

    Given its file "specs/ship.feature" holds a scenario that passes
    When I run "specbook run -- -n 2 --dist loadfile"
    Then it ends well
    And every file was run by one worker

  Scenario: Read the results in the order of the specs
    Whichever core was first, the results stand in the order in which the examples were planned.

    When I run "specbook run -- -n 3"
    Then its newest results are of these scenarios, in order
      | scenario     |
      | Pay a little |
      | Pay a lot    |
      | Pay too much |

  @error-flow
  Scenario: An example that no job ran is named
    When jobs 1 to 2 each run "specbook run -- --splits 3 --group JOB"
    And I run "specbook merge shard-1 shard-2"
    Then it ends with exit code 1
    And it says "specs/pay.feature:12  no shard ran it  Pay too much"

  @error-flow
  Scenario: A shard that was cut off on its way
    What had finished is kept.

    When jobs 1 to 3 each run "specbook run -- --splits 3 --group JOB"
    And the end of shard 2 is cut off
    And I run "specbook merge shard-1 shard-2 shard-3"
    Then it ends with exit code 1
    And it says "shard-2: its run did not end"
    And it says "this line is cut off"
    And every example is verified

  Rule: An example that several jobs ran counts by its worst result

    Scenario Outline: The line is up on <machines>
      Given its file "steps/line.py" says
        ```python
        import os
        from pytest_bdd import given

        @given("the line to the bank is up")
        def the_line_is_up():
            assert os.environ["JOB"] in "<jobs>"
        ```
      And its file "specs/pay.feature" says
        ```gherkin
        Feature: Pay by card
          Scenario: Call the bank
            Given the line to the bank is up
        ```
      When jobs 1 to 2 each run "specbook run"
      And I run "specbook merge shard-1 shard-2"
      Then it ends well
      And it says "specs/pay.feature:2  run by shard-1 and shard-2"
      And the only example is <state>

      Examples:
        | machines   | jobs | state    |
        | both       | 1, 2 | verified |
        | the first  | 1    | failing  |
        | the second | 2    | failing  |
