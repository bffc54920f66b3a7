"""What is measured is measured on whole runs, written without losing other figures, and shown as it was."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.disturbances import DISTURBANCES, SERIAL
from tests.sandbox import Sandbox
from tools import bench, compatibility, format_corpora, measured, survival
from tools.bench_projects import Load

ROOT = Path(__file__).parent.parent
SPEED: dict[str, Any] = {
    "command": "make bench",
    "machine": {"cores": 2, "model": "Model T", "python": "CPython 3.11.7", "system": "Linux x86_64"},
    "versions": {"specbook": "0.1.0", "pytest": "9.2.0"},
    "files": 50,
    "scenarios": 1000,
    "rounds": 3,
    "stream": {"bytes": 2_000_000, "gzip": 100_000},
    "sizes": [
        {
            "definitions": 1000,
            "variants": {
                "pure pytest": {"seconds": [1.0, 2.0, 1.0], "processor": [1.0, 2.0, 1.0], "memory": [2**20 * 40] * 3},
                "pytest-bdd": {
                    "seconds": [10.0, None, None],
                    "processor": [10.0, None, None],
                    "memory": [2**20 * 60, None, None],
                },
                "Specbook, --no-record": {
                    "seconds": [1.25, 2.0, 1.0],
                    "processor": [1.25, 2.0, 1.0],
                    "memory": [2**20 * 50] * 3,
                },
                "Specbook": {"seconds": [1.25, 2.5, 1.1], "processor": [1.25, 2.5, 1.1], "memory": [2**20 * 60] * 3},
            },
        }
    ],
}


def page_of(tmp_path: Path, **sections: Any) -> str:
    path = tmp_path / "measured.json"
    for name, section in sections.items():
        measured.write_section(name, section, path)
    return measured.page(path)


def test_the_page_of_figures_is_made_from_the_figures() -> None:
    assert measured.PAGE.read_text("utf-8") == measured.page(), "run: make docs"


def test_the_figures_tell_nothing_of_whose_machine_they_are_from() -> None:
    text = measured.FIGURES.read_text("utf-8")
    assert not re.search(r"[\w.]*/(home|work|tmp|root|Users)\b", text)
    assert os.uname().nodename not in text


def test_no_figure_is_typed_in_the_prose() -> None:
    figure = re.compile(r"\d\s?(×|%|ms\b|MiB\b|MB\b)|\d (times|percent|(milli)?seconds)\b")
    prose = {*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {measured.PAGE}
    assert {path.name: found[0] for path in prose if (found := figure.search(path.read_text("utf-8")))} == {}


def test_ratios_are_taken_round_by_round_where_both_ran(tmp_path: Path) -> None:
    page = page_of(tmp_path, speed=SPEED)
    assert "| pytest-bdd | 1 | 10.00 | 10.00 | 10.00 | 60 MiB | 1.50 |" in page
    assert "| Specbook | 3 | 1.25 | 1.25 (1.10 to 1.25) | 1.25 (1.10 to 1.25) | 60 MiB | 1.50 |" in page
    assert "| 1,000 | +10.0 % (+0.0 % to +25.0 %) | +10.0 %" in page
    assert "2,000 bytes a scenario, 100 once compressed" in page


def test_a_section_says_how_to_repeat_it_with_what_and_on_what(tmp_path: Path) -> None:
    page = page_of(tmp_path, speed=SPEED)
    assert "Repeat with `make bench`." in page
    assert "With specbook 0.1.0, pytest 9.2.0." in page
    assert "On 2 cores of Model T, Linux x86_64, CPython 3.11.7." in page


def test_a_section_that_is_missing_is_left_out(tmp_path: Path) -> None:
    assert page_of(tmp_path) == measured.INTRODUCTION
    assert "## Compatibility" not in page_of(tmp_path, speed=SPEED)


def test_compatibility_names_what_fails(tmp_path: Path) -> None:
    section = {"samples": 49, "serial": 48, "distributed": 47, "kit": "31.0.0", "failing": ["retry", "hooks"]}
    page = page_of(tmp_path, compatibility=section | {"command": "make kit"})
    assert "compatibility kit 31.0.0" in page
    assert "| serial | 48 of 49 |\n| distributed | 47 of 49 |" in page
    assert "Not as they must be: `retry`, `hooks`." in page
    assert "Repeat with `make kit`." in page
    assert "All come out as they must." in page_of(tmp_path, compatibility=section | {"failing": []})


def test_checks_are_shown_beside_another_linter_where_that_was_tried(tmp_path: Path) -> None:
    section: dict[str, Any] = {"files": 1200, "crashes": [], "findings": {"parses": 3}, "seconds": [1.5, 1.6, 2.5]}
    page = page_of(tmp_path, corpora=section)
    assert "on 1,200 feature files" in page
    assert "Checks that crashed: none." in page
    assert "takes 1.6 s (1.5 s to 2.5 s) of processor time" in page
    assert "| `parses` | 3 |" in page
    assert "gherkin-lint" not in page
    beside = {"files": 10, "misread": 1, "ours": 4, "ours that it has": 2, "theirs": 3, "theirs that we have": 3}
    page = page_of(tmp_path, corpora=section | {"compared": {"theirs": beside | {"lacking here": {"a": 2}}}})
    assert "| theirs | 10 | 2 of 4 | 3 of 3 | 1 |" in page
    assert "Specbook\ndoes not: a (2)." in page


def test_a_check_that_crashes_is_named(tmp_path: Path) -> None:
    section = {"files": 1, "crashes": ["parses"], "findings": {}, "seconds": [1.0]}
    assert "Checks that crashed: `parses`." in page_of(tmp_path, corpora=section)


SPEC = (
    '# why\nFeature: F\n  - a\n      - b\n\n  Scenario: S\n    # how\n    Given x\n      """json\n      {}\n      """\n'
)


@pytest.mark.parametrize(
    ("after", "count"),
    [
        (SPEC.replace("json", ""), "meaning changed"),
        ("nonsense", "meaning changed"),
        (SPEC.replace("    - b", "- b"), "description changed"),
        (SPEC.replace("    # how\n", ""), "comments lost or detached"),
        (SPEC.replace("    # how\n    Given x", "    Given x\n    # how"), "comments lost or detached"),
        (None, "refused"),
    ],
)
def test_what_a_formatter_spoils_is_counted(after: str | None, count: str) -> None:
    counts = format_corpora.judged([SPEC], [after], [after])
    assert counts["files"] == counts[count] == 1
    assert format_corpora.judged([SPEC], [SPEC], [SPEC + "\n"])["unstable"] == 1
    assert sum(format_corpora.judged([SPEC], [SPEC], [SPEC]).values()) == 1


def test_what_becomes_of_specs_is_shown_for_each_tool(tmp_path: Path) -> None:
    texts = format_corpora.generated(3)
    once = format_corpora.ours(texts)
    counts = format_corpora.judged(texts, once, format_corpora.ours(once))
    section = {"kinds": {"generated": {"Specbook": counts, "other 1.0": counts | {"refused": 2}}}}
    page = page_of(tmp_path, formatting=section | {"speed": {"generated": format_corpora.durations(texts)}})
    assert f"| generated | Specbook | {len(texts)} | 0 | 0 | 0 | 0 | 0 |" in page
    assert f"| generated | other 1.0 | {len(texts)} | 2 | 0 | 0 | 0 | 0 |" in page
    assert "the least of 5 rounds" in page


def test_faults_are_shown_row_by_row(tmp_path: Path) -> None:
    row = {"fault": "full disk", "how": "a | b", "survived": "3 of 3", "in flight": "Pay: not run"}
    row |= {"exit code": 1, "verdict": "as promised"}
    assert "| full disk | a \\| b | 3 of 3 | Pay: not run | 1 | as promised |" in page_of(
        tmp_path, faults={"rows": [row]}
    )


def test_a_fault_that_is_not_survived_as_promised_is_told() -> None:
    lost = next(one for one in DISTURBANCES if one.fault == "`os._exit(0)` in a step")
    row = {"fault": lost.fault, "how": "serially", "survived": "3 of 3", "in flight": "Troubled: failing"}
    assert survival.measure(lost, SERIAL) == row | {"exit code": 1, "verdict": "as promised"}
    broken = replace(lost, code=0, troubled="not run")
    assert survival.measure(broken, SERIAL)["verdict"] == "exit code 1, not 0; Troubled is failing, not not run"


@pytest.mark.parametrize("distributed", [False, True])
def test_a_sample_of_the_kit_counts_where_it_comes_out_as_it_must(*, distributed: bool) -> None:
    assert compatibility.is_right("minimal", distributed=distributed)


def test_writing_a_section_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    for name, section in (("speed", {"old": True}), ("faults", {"rows": []}), ("speed", SPEED)):
        measured.write_section(name, section, path)
    assert json.loads(path.read_text("utf-8")) == {"faults": {"rows": []}, "speed": SPEED}


def test_a_quick_look_runs_everything_and_leaves_the_figures_alone() -> None:
    before = measured.FIGURES.read_bytes()
    command = [sys.executable, "-m", "tools.bench", "--files", "1", "--rounds", "1", "--sizes", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    for variant in bench.all_variants():
        assert f"\n| {variant.name} | 1 |" in done.stdout
    assert "What is recorded takes" in done.stdout
    assert measured.FIGURES.read_bytes() == before


@pytest.mark.parametrize("variant", bench.all_variants(), ids=lambda variant: variant.name)
def test_a_run_of_fewer_scenarios_is_no_measurement(variant: bench.Variant, tmp_path: Path) -> None:
    root = tmp_path / variant.folder
    variant.write(root, Load(files=1, definitions=3))
    assert bench.run_once(variant, root, 20).seconds > 0
    with pytest.raises(bench.BenchError, match="did not pass 21 scenarios"):
        bench.run_once(variant, root, 21)


def test_a_run_that_fails_is_no_measurement(sandbox: Sandbox) -> None:
    with pytest.raises(bench.BenchError, match="ended with 5"):
        bench.measure([sys.executable, "-m", "pytest", "-q"], sandbox.root)
