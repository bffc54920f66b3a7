"""The language of a book: what a reader sees of it, and what the browser is told of it."""

from datetime import UTC, datetime
from typing import Any

from pytest_bdd import parsers, then, when
from steps.browsers import Visit
from steps.projects import Project

from specbook.pytest_plugin.evidence import Evidence

FRENCH_MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]


def _today_in_french() -> str:
    now = datetime.now(UTC)
    return f"{now.day} {FRENCH_MONTHS[now.month - 1]} {now.year}"


@then("the reader sees these words")
def the_reader_sees_these_words(visit: Visit, evidence: Evidence, datatable: list[list[str]]) -> None:
    header = visit.page.get_by_role("textbox").first.get_attribute("placeholder")
    seen = " ".join(f"{header} {visit.page.locator('article').inner_text()}".split())
    visit.picture(evidence, "The page in the language of its reader")
    for (words,) in datatable:
        assert words.replace("TODAY", _today_in_french()) in seen, seen


@then("the search takes its words for French")
def the_search_is_french(visit: Visit) -> None:
    assert visit.page.evaluate("fetch('/search/search_index.json').then(one => one.json())")["config"]["lang"] == ["fr"]


@then(parsers.parse('the title, the step "{step}" and its keyword are Arabic, from right to left'))
def the_step_is_arabic(visit: Visit, evidence: Evidence, step: str) -> None:
    item = visit.page.locator("li.sb-step", has_text=step)
    visit.picture(evidence, "A spec in Arabic, in a French book")
    for part in (visit.page.locator("article h1"), item.locator(".sb-said"), item.locator(".sb-kw")):
        assert _spoken(part) == ["ar", "rtl"]


@then(parsers.parse('the story "{words}" reads from right to left'))
def the_story_reads(visit: Visit, evidence: Evidence, words: str) -> None:
    story = visit.page.locator("blockquote.sb-story p")
    visit.picture(evidence, "A story in Hebrew, in a French book")
    assert (story.inner_text(), *_spoken(story)) == (words, "he", "rtl")


@then(parsers.parse('in bold it says who wants it, "{persona}", and what it is good for, "{benefit}"'))
def it_says_in_bold(visit: Visit, persona: str, benefit: str) -> None:
    assert visit.page.locator("blockquote.sb-story strong").all_inner_texts() == [persona, benefit]


@then(parsers.parse('the words "{words}" beside it are French, from left to right'))
def the_words_are_french(visit: Visit, words: str) -> None:
    assert _spoken(visit.page.get_by_text(words)) == ["fr", "ltr"]


def _spoken(part: Any) -> Any:
    """Tell the language of a part of a page, and the direction in which it is really laid out."""
    return part.evaluate("one => [one.closest('[lang]').lang, getComputedStyle(one).direction]")


@when(parsers.parse('in its file "{path}" the words "{english}" are translated as "{other}"'))
def the_words_are_translated(project: Project, path: str, english: str, other: str) -> None:
    catalogue = project.path(path).read_text("utf-8")
    empty = f'msgid "{english}"\nmsgstr ""'
    assert catalogue.count(empty) == 1
    project.write(path, catalogue.replace(empty, empty.replace('""', f'"{other}"')))
