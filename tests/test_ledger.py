"""The one state of every example, and which result speaks of it."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from specbook.config import Settings
from specbook.ledger import STATES, Ledger, needed_runs, reconcile
from specbook.model import GherkinDocument, Pickle, Specs
from specbook.reader import read_text
from specbook.results.run import STATUSES, DefinitionUse, Result, Run, Status, StepResult

TWO = "Feature: A\n  Scenario: One\n    Given x\n\n  Scenario: Two\n    Given y\n"


def specs(*texts: str) -> Specs:
    documents = []
    for number, text in enumerate(texts):
        document = read_text(f"specs/{number}.feature", text)
        assert isinstance(document, GherkinDocument)
        documents.append(document)
    return Specs("specs", tuple(documents))


def result(pickle: Pickle, status: Status = "PASSED", started: int = 1, **changes: object) -> Result:
    """Say how an example ended, in the place where it stands."""
    rule = pickle.rule.name if pickle.rule else ""
    steps = tuple(StepResult(step.location.line, status) for step in pickle.steps)
    place = (pickle.uri, pickle.location.line, rule, pickle.scenario.name, pickle.row_number, pickle.tag_names)
    made = Result(*place, pickle.fingerprint, started, True, steps)
    return replace(made, **changes)  # type: ignore[arg-type]


def run(*results: Result, name: str = "r1") -> Run:
    return Run(name, min((one.started for one in results), default=0), results, ended=True, success=True)


def states(of: Specs, *runs: Run, **definitions: frozenset[str]) -> list[str]:
    return [entry.state for entry in reconcile(of, runs, Settings(), definitions or None).entries]


def one(tags: str = "", steps: str = "    Given x\n") -> Specs:
    return specs(f"Feature: A\n  {tags}\n  Scenario: One\n{steps}")


@pytest.mark.parametrize(
    ("status", "plain", "planned"),
    [
        ("PASSED", "verified", "verified"),
        ("FAILED", "failing", "planned"),
        ("UNDEFINED", "undefined", "planned"),
        ("AMBIGUOUS", "undefined", "planned"),
        ("PENDING", "undefined", "planned"),
        ("SKIPPED", "not run", "not run"),
        ("UNKNOWN", "not run", "not run"),
    ],
)
def test_a_mention_decides_and_a_planned_tag_softens_what_is_not_there_yet(
    status: Status, plain: str, planned: str
) -> None:
    assert states(one(), run(result(one().pickles[0], status))) == [plain]
    assert states(one("@wip"), run(result(one("@wip").pickles[0], status))) == [planned]


def test_a_process_that_died_in_it_is_failing_and_an_interruption_is_not_run() -> None:
    (pickle,) = one().pickles
    assert states(one(), run(result(pickle, died="killed"))) == ["failing"]
    assert states(one(), run(result(pickle, finished=False))) == ["not run"]


@pytest.mark.parametrize(
    ("tag", "state"), [("", "not run"), ("@manual", "manual"), ("@wip", "planned"), ("@skip", "planned")]
)
def test_without_a_mention_only_a_tag_says_more_than_not_run(tag: str, state: str) -> None:
    assert states(one(tag)) == [state]


def test_a_skip_counts_whatever_older_runs_say() -> None:
    (pickle,) = one().pickles
    old, new = result(pickle, "PASSED", 1), result(pickle, "SKIPPED", 2)
    assert states(one(), run(old), run(new, name="r2")) == ["not run"]
    assert states(one(), run(new, name="r2"), run(old)) == ["not run"]


def test_the_worst_of_the_final_attempts_of_one_run_counts() -> None:
    (pickle,) = one().pickles
    for first, second in product(STATUSES, STATUSES):
        worst = max(first, second, key=STATUSES.index)
        both = run(result(pickle, first), result(pickle, second, 2))
        assert states(one(), both) == states(one(), run(result(pickle, worst)))


def test_another_source_of_a_step_definition_makes_it_changed() -> None:
    (pickle,) = one().pickles
    used = run(result(pickle, definitions=frozenset({DefinitionUse("steps/x.py", "old")})))
    assert states(one(), used, **{"steps/x.py": frozenset({"old"})}) == ["verified"]
    assert states(one(), used, **{"steps/x.py": frozenset({"new"})}) == ["changed"]
    assert states(one(), used, **{"steps/y.py": frozenset({"old"})}) == ["changed"]


def test_another_text_at_its_place_makes_it_changed_and_a_new_place_keeps_it() -> None:
    before = run(*map(result, specs(TWO).pickles))
    assert states(specs(TWO.replace("Given y", "Given z")), before) == ["verified", "changed"]
    assert states(specs(TWO.replace("Two", "Zwei")), before) == ["verified", "verified"]
    assert states(specs(TWO.replace("Feature: A", "# c\n\n@t\nFeature: B")), before) == ["verified", "verified"]
    assert states(specs("Feature: Empty\n", TWO), before) == ["verified", "verified"]


def test_a_copy_borrows_no_result() -> None:
    before = run(*map(result, specs(TWO).pickles))
    assert states(specs(TWO, TWO), before) == ["verified", "verified", "not run", "not run"]


def test_where_it_is_not_certain_whose_a_result_is_the_worst_counts() -> None:
    same = "Feature: A\n  Scenario: {}\n    Given x\n\n  Scenario: {}\n    Given x\n"
    first, second = specs(same.format("A", "B")).pickles
    before = run(result(first, "PASSED"), result(second, "FAILED"))
    assert states(specs(same.format("A", "B")), before) == ["verified", "failing"]
    assert states(specs("Feature: Moved\n", "\n" + same.format("C", "D")), before) == ["failing", "failing"]


def test_an_id_finds_its_result_wherever_the_example_went() -> None:
    old = "Feature: A\n  @id:7\n  Scenario: One\n    Given x\n"
    before = run(*map(result, specs(old).pickles))
    moved = old.replace("One", "Uno")
    assert states(specs("Feature: Other\n", moved), before) == ["verified"]
    assert states(specs("Feature: Other\n", moved.replace("Given x", "Given z")), before) == ["changed"]


def test_an_id_that_is_inherited_is_no_id_of_an_example() -> None:
    head = "@id:a\nFeature: A\n  @id:rule\n  Rule: R\n"
    old = head + "    Scenario: One\n      Given x\n\n    @id:z\n    Scenario: Two\n      Given y\n"
    before = run(*map(result, specs(old).pickles))
    new = head + "    Scenario: New\n      Given n\n\n    @id:z\n    Scenario: Deux\n      Given z\n"
    assert states(specs("Feature: Other\n", new), before) == ["not run", "changed"]
    assert states(specs("Feature: Other\n", old.replace("Given y", "Given z")), before) == ["verified", "changed"]


def test_rows_keep_their_results_when_one_is_put_above_them() -> None:
    head = "Feature: A\n  Scenario Outline: O\n    Given <n>\n    Examples:\n      | n |\n"
    before = run(*map(result, specs(head + "      | 1 |\n      | 2 |\n").pickles))
    assert states(specs(head + "      | 0 |\n      | 1 |\n      | 2 |\n"), before) == [
        "not run",
        "verified",
        "verified",
    ]
    assert states(specs(head + "      | 1 |\n      | 3 |\n"), before) == ["verified", "changed"]


def test_an_outline_without_rows_is_undefined_or_planned_without_any_run() -> None:
    steps = "    Given <n>\n    Examples:\n      | n |\n"
    assert states(one(steps=steps)) == ["undefined"]
    assert states(one("@wip", steps)) == ["planned"]


def test_the_states_add_up_to_what_is_specified_whatever_the_runs_say() -> None:
    chance = Random(7)
    both = specs(TWO, TWO.replace("x", "z"), "Feature: B\n  Scenario: None\n  @manual\n  Scenario: Hand\n    Given h\n")
    for _ in range(300):
        results = [
            result(
                chance.choice(both.pickles),
                chance.choice(STATUSES),
                chance.randrange(5),
                uri=f"specs/{chance.randrange(4)}.feature",
                finished=chance.random() < 0.9,
            )
            for _ in range(chance.randrange(8))
        ]
        ledger = reconcile(both, [run(*results[::2]), run(*results[1::2], name="r2")], Settings())
        assert sum(ledger.counts().values()) == len(ledger.entries) == len(both.pickles)
        assert tuple(ledger.counts()) == STATES


def test_the_json_has_the_documented_shape() -> None:
    shown = reconcile(one(), [run(result(one().pickles[0]))], Settings()).as_json()
    assert list(shown) == ["specified", "states", "unparsable", "examples"]
    assert shown["examples"] == [
        {
            "uri": "specs/0.feature",
            "line": 3,
            "rule": None,
            "scenario": "One",
            "examples": None,
            "row": None,
            "state": "verified",
            "reason": "",
            "since": "r1",
        }
    ]


def test_a_file_that_cannot_be_read_keeps_a_ledger_from_being_good() -> None:
    assert Ledger(()).is_good()
    assert not Ledger((), ("specs/torn.feature",)).is_good()


def test_a_run_is_needed_while_it_holds_the_newest_mention_or_the_newest_green_one() -> None:
    (pickle,) = one().pickles
    runs = [
        run(result(pickle, "PASSED", 1), name="r1"),
        run(result(pickle, "PASSED", 2), name="r2"),
        run(result(pickle, "FAILED", 3), name="r3"),
    ]
    assert needed_runs(one(), runs) == {"r2", "r3"}
