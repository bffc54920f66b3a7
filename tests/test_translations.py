"""The words of the book in the language of its theme: from our catalogues, and from those of a project."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.config import Project, Settings, find_project
from specbook.errors import SettingsError
from specbook.pages.messages import messages_of
from specbook.pages.translations import find_words, new_catalogue
from specbook.pages.words import Words

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
DUTCH = HEADER + '\nmsgid "Home"\nmsgstr "Thuis"\n'


def project_with(tmp_path: Path, **catalogues: str) -> Project:
    (tmp_path / "words").mkdir()
    for name, text in catalogues.items():
        (tmp_path / "words" / f"{name.replace('_', '-')}.po").write_text(text, "utf-8")
    return Project(tmp_path, Settings(words="words"))


def test_without_a_catalogue_a_book_speaks_english(tmp_path: Path) -> None:
    words, problems = find_words(Project(tmp_path, Settings()), "xx")
    assert (words.home, words.pages(1), words.pages(2), problems) == ("Home", "1 page", "2 pages", ())


def test_a_project_brings_a_language_and_the_rest_stays_english(tmp_path: Path) -> None:
    words, _ = find_words(project_with(tmp_path, nl=DUTCH), "nl")
    assert (words.language, words.home, words.tags) == ("nl", "Thuis", "Tags")


def test_french_is_complete_and_has_nothing_that_the_book_does_not_say(tmp_path: Path) -> None:
    brought_up_to_date = new_catalogue(Project(tmp_path, Settings()), "fr")
    shipped = (files("specbook.pages") / "catalogues" / "fr.po").read_text("utf-8")
    assert shipped.count("\nmsgid ") == brought_up_to_date.count("\nmsgid ") == len(messages_of(Words)) + 1
    assert re.findall(r'^msgid .*\nmsgstr ""\n\n|^msgstr\[\d\] ""\n(?!")|^#~', brought_up_to_date, re.MULTILINE) == []


def test_french_has_its_own_punctuation() -> None:
    catalogue = (files("specbook.pages") / "catalogues" / "fr.po").read_text("utf-8")
    texts = re.findall(r'^msgstr(?:\[\d\])? (.*(?:\n".*)*)', catalogue.partition("\n\n")[2], re.MULTILINE)
    french = [re.sub(r'"\n"|"', "", text) for text in texts]
    assert french
    for text in french:
        assert not re.search(r"[^\u202f][;:!?»]|«[^\u202f]|'", text), text


def test_a_region_falls_back_on_its_language(tmp_path: Path) -> None:
    regional = HEADER + '\nmsgid "Tags"\nmsgstr "Etiketten"\n'
    words, _ = find_words(project_with(tmp_path, nl=DUTCH, nl_BE=regional), "nl-BE")
    assert (words.home, words.tags) == ("Thuis", "Etiketten")


def test_a_project_may_reword_english(tmp_path: Path) -> None:
    words, _ = find_words(project_with(tmp_path, en=HEADER + '\nmsgid "Capability"\nmsgstr "Area"\n'), "en")
    assert words.capability == "Area"


def test_a_number_takes_the_form_that_its_language_has_for_it(tmp_path: Path) -> None:
    polish = HEADER.replace(
        "utf-8\\n",
        'utf-8\\n"\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)'
        " ? 1 : 2);\\n",
    )
    polish += (
        '\nmsgid "{count} page"\nmsgid_plural "{count} pages"\nmsgstr[0] "{count} strona"\n'
        'msgstr[1] "{count} strony"\nmsgstr[2] "{count} stron"\n'
    )
    words, _ = find_words(project_with(tmp_path, pl=polish), "pl")
    assert [words.pages(count) for count in (1, 3, 5)] == ["1 strona", "3 strony", "5 stron"]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('msgid "Home"\nmsgstr Thuis\n', "words/nl.po:6: this is no line of a .po file"),
        ('msgid "Home"\nmsgstr "Thuis\n', "words/nl.po:6: this is no line of a .po file"),
        ('msgid "Home"\n', "words/nl.po:5: missing msgstr for msgid 'Home'."),
        ('msgid "row {number}"\nmsgstr "rij {nummer}"\n', "words/nl.po:5: “rij {nummer}” must have the same names"),
        ('msgid "row {number}"\nmsgstr "rij {"\n', "words/nl.po:5: “rij {” must have the same names"),
        ('msgid "row {number}"\nmsgstr "rij"\n', "its msgid: {number}."),
        ('msgid "Home"\nmsgstr "<b>Thuis</b>"\n', "words/nl.po:5: “<b>Thuis</b>” must hold no <, > or &"),
        (
            'msgid "{count} page"\nmsgid_plural "{count} pages"\nmsgstr[0] "pagina"\n',
            "words/nl.po:5: this language has 2 forms (msgstr[0], …); fill in all.",
        ),
    ],
)
def test_a_catalogue_that_does_not_fit_is_told_with_its_place(tmp_path: Path, broken: str, told: str) -> None:
    project = project_with(tmp_path, nl=f"{HEADER}\n{broken}")
    with pytest.raises(SettingsError) as error:
        find_words(project, "nl")
    assert told in str(error.value)


def test_plural_forms_that_mean_nothing_are_told(tmp_path: Path) -> None:
    for forms in ("nplurals=two; plural=n;", "nplurals=2; plural=many;"):
        header = HEADER + f'"Plural-Forms: {forms}\\n"\n'
        (tmp_path / forms[:12]).mkdir()
        with pytest.raises(SettingsError, match=r"words/nl\.po: "):
            find_words(project_with(tmp_path / forms[:12], nl=header + '\nmsgid "Home"\nmsgstr "Thuis"\n'), "nl")


def test_a_catalogue_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    (tmp_path / "words" / "nl.po").write_bytes("msgid é".encode("latin-1"))
    with pytest.raises(SettingsError, match="not UTF-8"):
        find_words(project, "nl")


def test_a_folder_of_catalogues_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no folder words/"):
        find_words(Project(tmp_path, Settings(words="words")), "nl")


def test_a_translation_of_what_the_book_does_not_say_is_told(tmp_path: Path) -> None:
    _, problems = find_words(project_with(tmp_path, nl=DUTCH + '\nmsgid "Hoem"\nmsgstr "Thuis"\n'), "nl")
    assert problems == ("words/nl.po:8: the book does not say “Hoem”; `specbook words` brings it up to date.",)


def test_a_new_catalogue_has_every_message_and_keeps_what_was_translated(tmp_path: Path) -> None:
    project = project_with(tmp_path, nl=DUTCH)
    written = new_catalogue(project, "nl", tmp_path / "words" / "nl.po")
    (tmp_path / "words" / "nl.po").write_text(written, "utf-8")
    assert written.count("\nmsgid ") == len(messages_of(Words)) + 1  # and its header
    assert 'msgid "Home"\nmsgstr "Thuis"' in written
    words, problems = find_words(project, "nl")
    assert (words.home, words.tags, problems) == ("Thuis", "Tags", ())


def test_the_command_writes_a_catalogue_that_a_book_is_built_with(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", '[tool.specbook]\nwords = "words"\n')
    sandbox.write("mkdocs.yml", "site_name: Haven\nINHERIT: shared.yml\n")
    sandbox.write("shared.yml", "theme:\n  name: material\n  language: nl\n")
    sandbox.write("words/keep.txt", "")
    assert sandbox.specbook("words", "nl", "--output", "words/nl.po").code == 0
    catalogue = (sandbox.root / "words" / "nl.po").read_text("utf-8")
    begun = catalogue.replace('msgid "Where it stands"\nmsgstr ""', 'msgid "Where it stands"\nmsgstr "Stand van zaken"')
    sandbox.write("words/nl.po", begun)
    sandbox.write("specs/one.feature", "Feature: F\n  Scenario: S\n    Given all is well\n")
    assert sandbox.specbook("stage").code == 0
    page = find_project(sandbox.root).book / "public" / "docs" / "status.md"
    assert "# Stand van zaken" in page.read_text("utf-8")


def test_a_catalogue_that_is_brought_up_to_date_again_stays_as_it_is(sandbox: Sandbox) -> None:
    catalogue = sandbox.root / "words" / "nl.po"
    sandbox.write("pyproject.toml", '[tool.specbook]\nwords = "words"\n')
    sandbox.write("words/keep.txt", "")
    assert sandbox.specbook("words", "nl", "--output", "words/nl.po").code == 0
    begun = catalogue.read_text("utf-8")
    assert '"Language: nl' in begun
    assert not [line for line in begun.splitlines() if "Date" in line or "Babel" in line or "ADDRESS" in line]
    named = begun.replace('"Language: nl', '"Last-Translator: Anna <anna@shop.example>\\n"\n"Language: nl')
    catalogue.write_text(named, "utf-8")
    assert sandbox.specbook("words", "nl", "--output", "words/nl.po").code == 0
    assert catalogue.read_text("utf-8") == named


def test_a_language_that_is_none_is_refused(sandbox: Sandbox) -> None:
    told = sandbox.specbook("words", "not a language")
    assert (told.code, "“not a language” is no language" in told.err) == (2, True)
