"""What pages show of what steps attached: odd evidence, whoever may see it, and where it may lie."""

import json
import shutil
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.pages.exhibits import Exhibit, Exhibits, gather_exhibits
from specbook.pages.words import Words
from specbook.standing import stand

PAY = "Feature: Pay\n  Scenario: One\n    Given it is seen\n"
HEAD = "from pytest_bdd import given\n\n@given('it is seen')\ndef it_is_seen(evidence):\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x40\x00\x00\x00\xc8rest"


def recorded(sandbox: Sandbox, *lines: str, text: str = PAY) -> None:
    sandbox.write("specs/pay.feature", text)
    sandbox.write("steps/seen.py", HEAD + "".join(f"    {line}\n" for line in lines))
    assert sandbox.specbook("run").code == 0


def exhibits(sandbox: Sandbox, audience: str = "internal") -> Exhibits:
    standing = stand(find_project(sandbox.root), audience)
    assert standing.audience
    return gather_exhibits(standing.ledger, sandbox.root, Words(), details=standing.audience.details)


def shown(sandbox: Sandbox, audience: str = "internal") -> list[Exhibit]:
    by_example = exhibits(sandbox, audience).by_example
    return [one for by_step in by_example.values() for shown in by_step.values() for one in shown]


def stream(sandbox: Sandbox) -> Path:
    return next(sandbox.root.glob(".specbook/results/*/messages.ndjson"))


def edit_attachment(sandbox: Sandbox, **fields: str) -> None:
    """Change the first attachment of a stream, as another program could have written it."""
    lines = []
    for line in stream(sandbox).read_text("utf-8").splitlines():
        node = json.loads(line)
        if node.get("attachment", {}).get("mediaType") == "text/plain":
            node["attachment"] |= fields
        lines.append(json.dumps(node))
    stream(sandbox).write_text("\n".join(lines) + "\n", "utf-8")


def test_a_picture_is_named_by_its_content_and_knows_its_size(sandbox: Sandbox) -> None:
    recorded(sandbox, f"evidence.image({PNG!r}, 'The till')", f"evidence.image({PNG!r}, 'Again')")
    found = exhibits(sandbox)
    assert list(found.files.values()) == [PNG]
    assert [(one.address, one.size) for one in shown(sandbox)] == [(next(iter(found.files)), (320, 200))] * 2


def test_logs_and_files_are_shown_to_the_team_alone(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.log('started')", "evidence.file('pyproject.toml')", "evidence.text('all', 'For all')")
    assert [one.caption for one in shown(sandbox, "public")] == ["For all"]
    assert [(one.kind, one.caption) for one in shown(sandbox)] == [
        ("more", ""),
        ("more", "pyproject.toml"),
        ("text", "For all"),
    ]


def test_a_terminal_is_shown_without_its_colours(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.transcript('shop', '\\x1b[1;31mclosed\\x1b[0m')")
    assert [one.text for one in shown(sandbox)] == ["$ shop\nclosed"]


def test_of_a_long_text_the_beginning_is_shown(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.text('x' * 2_000_000, 'Long')")
    (long,) = shown(sandbox)
    assert 60_000 < len(long.text) < 70_000
    assert long.text.endswith("kept with the results.")


def test_an_address_that_is_no_web_page_is_no_link(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.link('javascript:alert(1)', 'The order')")
    assert sandbox.specbook("build").code == 0
    assert "javascript:alert" not in (sandbox.root / "site/specs/pay.html").read_text("utf-8")


@pytest.mark.parametrize(
    "url", ["../../../pyproject.toml", "/etc/hostname", "https://elsewhere.example/x.png", "evidence/.."]
)
def test_a_stream_shows_nothing_but_what_lies_beside_it(sandbox: Sandbox, url: str) -> None:
    recorded(sandbox, "evidence.text('seen')")
    edit_attachment(sandbox, url=url)
    found = exhibits(sandbox)
    assert [one.kind for one in shown(sandbox)] == ["broken"]
    assert "beside its stream" in str(found.problems[0])


def test_a_link_in_the_folder_of_evidence_leads_nowhere(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.text('seen')")
    folder = stream(sandbox).parent / "evidence"
    folder.mkdir()
    (folder / "a.txt").symlink_to(sandbox.root / "pyproject.toml")
    edit_attachment(sandbox, url="evidence/a.txt")
    assert [one.kind for one in shown(sandbox)] == ["broken"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"mediaType": "image/svg+xml", "body": '<svg onload="alert(1)"/>'}, "nothing that runs"),
        ({"mediaType": "image/svg+xml", "body": "<html>alert(1)</html>"}, "it is no image/svg+xml"),
        ({"contentEncoding": "BASE64", "body": "%"}, "cannot be read from its line"),
        ({"mediaType": "application/vnd.specbook.http+json", "body": "[]"}, "no request with its answer"),
        ({"mediaType": "image/webp", "body": "RIFFxxxxWAVE"}, "it is no image/webp"),
        ({"mediaType": "image/svg+xml", "body": "<svg>" + " " * 300_000}, "more than 256 KiB"),
    ],
)
def test_what_is_not_what_it_says_is_named_and_the_rest_is_shown(
    sandbox: Sandbox, fields: dict[str, str], why: str
) -> None:
    recorded(sandbox, "evidence.text('seen', 'The till')", "evidence.transcript('shop', 'open')")
    edit_attachment(sandbox, **fields)
    (problem,) = exhibits(sandbox).problems
    assert why in str(problem)
    assert str(problem).startswith(stream(sandbox).relative_to(sandbox.root).as_posix())
    assert [one.kind for one in shown(sandbox)] == ["broken", "text"]


def test_a_strict_build_names_a_file_that_is_gone(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.text('seen' * 100_000, 'The till')")
    shutil.rmtree(stream(sandbox).parent / "evidence")
    said = sandbox.specbook("build", "--strict")
    assert said.code == 1
    assert "messages.ndjson:" in said.text
    assert "the evidence “The till” is not shown: its file evidence/" in said.text
    assert not (sandbox.root / "site").exists()


def test_the_public_page_names_no_place_of_what_is_broken(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.text('seen', 'The till')")
    edit_attachment(sandbox, url="evidence/gone.txt")
    for audience, holds in (("public", False), ("internal", True)):
        assert sandbox.specbook("build", "--audience", audience).code == 0
        page = (sandbox.root / "site/specs/pay.html").read_text("utf-8")
        assert "cannot be shown here" in page
        assert ("evidence/gone.txt" in page) is holds


def test_what_was_attached_while_an_example_was_hidden_stays_hidden(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.text('seen')", text=PAY.replace("  Scenario", "  @internal\n  Scenario"))
    sandbox.write("specs/pay.feature", PAY)
    assert shown(sandbox, "public") == []
    assert [one.text for one in shown(sandbox)] == ["seen"]


def test_evidence_is_found_again_where_the_spec_has_moved_down(sandbox: Sandbox) -> None:
    recorded(sandbox, "evidence.text('seen')")
    sandbox.write("specs/pay.feature", PAY.replace("  Scenario", "  A word more.\n\n  Scenario"))
    assert [list(by_step) for by_step in exhibits(sandbox).by_example.values()] == [[5]]


def test_each_row_of_an_outline_shows_its_own(sandbox: Sandbox) -> None:
    rows = "\n    Examples:\n      | n |\n      | 1 |\n      | 2 |\n"
    recorded(sandbox, "evidence.text('seen')", text=PAY.replace("Scenario:", "Scenario Outline:") + rows)
    assert sandbox.specbook("build").code == 0
    page = (sandbox.root / "site/specs/pay.html").read_text("utf-8")
    assert page.count("<code>seen</code>") == 2
    assert "What row 2 showed" in page
