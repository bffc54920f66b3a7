"""What the checks say in French: complete, in French typography, and the same wherever findings are told."""

import json
import re

import pytest
from tests.checked import found
from tests.sandbox import Sandbox
from tools.messages import CATALOGUES, HEADER, templates

from specbook.catalogues import read_catalogue, updated_catalogue
from specbook.finding import say
from specbook.translated import findings_in, translator

FRENCH = CATALOGUES / "fr.po"
TWICE = "@a @a\nFeature: Pay\n\n  Scenario: Pay\n    Given all is well\n"


@pytest.fixture(autouse=True)
def other_checks_are_off(sandbox: Sandbox) -> None:
    """Leave on the families that these tests write specs for."""
    sandbox.write(
        "pyproject.toml",
        '[project]\nname = "sandbox"\nversion = "1"\n\n[tool.specbook.check]\n'
        'select = ["silent-loss", "examples", "duplication", "tags", "suppressions"]\n',
    )


def translations() -> dict[str, str]:
    catalogue = read_catalogue("fr.po", FRENCH.read_bytes(), "fr", in_pages=False)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def test_every_text_of_the_checks_has_its_french() -> None:
    french = translations()
    lacking = [text for text in templates() if not french.get(text)]
    assert lacking == [], "python -m tools.messages fr"


def test_a_catalogue_that_is_brought_up_to_date_keeps_what_is_translated() -> None:
    wanted = ((text, "") for text in templates())
    text = updated_catalogue(("fr.po", FRENCH.read_bytes()), wanted, "fr", HEADER, in_pages=False)
    catalogue = read_catalogue("fr.po", text.encode(), "fr", in_pages=False)
    assert {str(entry.id): str(entry.string) for entry in catalogue if entry.id} == translations()


def test_french_has_nothing_that_no_check_says() -> None:
    said = templates()
    assert [text for text in translations() if text not in said] == []


def test_french_has_its_own_punctuation() -> None:
    for text in translations().values():
        plain = re.sub(r"`[^`]*`", "", text)
        assert not re.search(r"[^\u202f][;:!?»]|«[^\u202f]|'|[“”]", plain), text


def test_a_text_is_said_again_with_all_that_it_is_made_of() -> None:
    (one,) = found("ignores-are-used", "# specbook: ignore[parse]\nFeature: Pay\n")
    (french,) = findings_in("fr", [one])
    assert french.message == (
        "Il n’y a pas de contrôle «\u202fparse\u202f». Vouliez-vous dire «\u202fparses\u202f»\u202f?"
    )
    (twice,) = findings_in("fr", found("tags-are-not-repeated", TWICE))
    assert [fix.title for fix in twice.fixes] == ["Retirer le deuxième @a"]


def test_braces_in_a_spec_are_no_names() -> None:
    (one,) = found("feature-names-are-unique", "Feature: {x}\n", "Feature: {x}\n")
    assert "“{x}”" in one.message
    assert "{x}" in findings_in("fr", [one])[0].message


@pytest.mark.parametrize("language", ["en", "nl", "xx-YY"])
def test_a_language_that_nobody_translated_stays_english(language: str) -> None:
    assert translator(language)(say("Remove the row")) == "Remove the row"


def test_a_region_is_spoken_like_its_language() -> None:
    assert translator("fr_CA")("Remove the row") == "Retirer la ligne"


def test_the_language_is_asked_for_or_set_or_that_of_the_terminal(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", TWICE)
    english, french = "@a stands here already", "@a figure déjà ici"
    assert english in sandbox.specbook("check").out
    assert french in sandbox.specbook("check", LC_ALL="fr_FR.UTF-8").out
    assert french in sandbox.specbook("check", LC_ALL="", LANG="fr_FR.UTF-8").out
    assert english in sandbox.specbook("check", "--language", "en", LC_ALL="fr_FR.UTF-8").out
    assert english in sandbox.specbook("check", LC_ALL="nl_NL.UTF-8").out
    said = sandbox.specbook("check", "--language", "nl")
    assert (said.code, "they speak en and fr" in said.err) == (2, True)
    sandbox.write("pyproject.toml", '[tool.specbook.check]\nlanguage = "fr"\nselect = ["tags"]\n')
    said = sandbox.specbook("check")
    assert "avertissement: @a figure déjà ici. Retirez l’une des deux." in said.out
    assert "1 fichier contrôlé\u202f: 0 erreur, 1 avertissement" in said.err


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_reports_are_in_the_language_too(sandbox: Sandbox, form: str) -> None:
    sandbox.write("specs/a.feature", TWICE)
    assert "@a figure déjà ici" in sandbox.specbook("check", "--format", form, "--language", "fr").out


def test_what_was_found_before_and_kept_is_said_in_any_language(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", TWICE)
    for _ in range(2):
        tree = json.loads(sandbox.specbook("check", "--format", "json", "--language", "fr").out)
        assert tree["findings"][0]["fixes"][0]["title"] == "Retirer le deuxième @a"


def test_the_page_of_the_team_tells_findings_in_the_language_of_its_book(sandbox: Sandbox) -> None:
    sandbox.write("mkdocs.yml", "site_name: Port\ntheme:\n  name: material\n  language: fr\n")
    sandbox.write("specs/a.feature", TWICE)
    assert sandbox.specbook("stage", "--audience", "internal").code == 0
    page = (sandbox.root / ".specbook/book/internal/docs/team/health.md").read_text("utf-8")
    assert "figure déjà ici" in page
    assert "## Ce que demandent ces contrôles" in page
    assert "### `tags-are-not-repeated`" in page


def test_a_book_tells_in_its_language_why_a_file_cannot_be_read(sandbox: Sandbox) -> None:
    sandbox.write("mkdocs.yml", "site_name: Port\ntheme:\n  name: material\n  language: fr\n")
    sandbox.write("specs/a.feature", "Feature: Pay\n  Scenario: Pay\n    Given a\n    no step\n")
    sandbox.specbook("stage", "--audience", "internal")
    for page in ("status", "specs/a"):
        text = (sandbox.root / f".specbook/book/internal/docs/{page}.md").read_text("utf-8")
        assert "ne commence par aucun mot" in text


@pytest.mark.parametrize(
    ("language", "near", "foreign"),
    [
        ("en", "steps/pay.py:4 “I pay”, steps/pay.py:4 “I {verb}”", "“Soit” is French (fr), but the file is read as"),
        (
            "fr",
            "steps/pay.py:4 «\u202fI pay\u202f», steps/pay.py:4 «\u202fI {verb}\u202f»",
            "est en français (fr), mais",
        ),
    ],
)
def test_what_stands_in_a_text_is_said_in_its_language_too(
    sandbox: Sandbox, language: str, near: str, foreign: str
) -> None:
    sandbox.write("pyproject.toml", "")
    definitions = "@when('I pay')\n@when(parse('I {verb}'))\ndef pay(verb=''):\n    assert verb\n"
    sandbox.write("steps/pay.py", f"from pytest_bdd import when\nfrom pytest_bdd.parsers import parse\n\n{definitions}")
    sandbox.write("specs/a.feature", "Feature: Pay\n  Scenario: Pay\n    When I pay\n")
    sandbox.write("specs/b.feature", "Feature: Pay\n  Scenario: Pay\n    When I go\n    Soit b\n")
    out = sandbox.specbook("check", "--language", language).out
    assert near in out
    assert foreign in out
