"""The page of one feature: its story, how it works, when it is refused, its rules and its test cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.alike import cases
from specbook.pages.badges import count_badges
from specbook.pages.cases_table import cases_table
from specbook.pages.escaping import md, page_text, raw
from specbook.pages.flow_blocks import FlowBlocks
from specbook.pages.gherkin_lines import background_html, head_html, switch_html
from specbook.pages.notes import Notes
from specbook.pages.page_foot import owner_line, page_foot
from specbook.pages.places import file_name
from specbook.pages.prose import Prose
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.flows import Flowing
    from specbook.model import Background, Feature, GherkinDocument, Rule
    from specbook.pages.book import Book
    from specbook.stories import Clause, Story


def feature_title(document: GherkinDocument) -> str:
    """Return a feature's name, or that of its file."""
    return (document.feature.name if document.feature else "") or file_name(document.uri)


def feature_page(book: Book, document: GherkinDocument, feature: Feature) -> str:
    """Render the page of one feature file."""
    page = book.places.features[document.uri]
    prose = Prose(book, page, document.uri)
    story = read_story(feature.description, feature.language)
    blocks = FlowBlocks(book, page, document.uri, feature, Notes.of(document))
    parts = [
        _state_line(book, document.uri),
        _story(story, blocks.spoken) if story else "",
        blocks.said(prose.markdown(story.rest if story else feature.description)),
        blocks.said(_background(feature.background, prose)),
        switch_html(book.words, evidence=book.audience.details) if feature.scenarios or feature.rules else "",
        *_written(blocks, feature),
        *_sections(blocks, book.flowing[document.uri], prose),
        blocks.notes.at_the_end(),
        page_foot(blocks, feature_title(document)),
    ]
    anchor = book.places.anchors[document.uri][feature.location.line]
    body = "\n\n".join(part for part in parts if part)
    return page_text(feature_title(document), anchor, body, attributes=blocks.spoken)


def story_line(story: Story) -> str:
    """Return the story as one sentence in the author's words and order, persona and benefit in bold."""
    clauses = {"persona": story.persona, "wish": story.wish, "benefit": story.benefit}
    marks, shown = story.punctuation, ""
    for name, before in zip(story.order, ("", *story.order), strict=False):
        clause = clauses[name]
        if clause and clause.text:
            mark = (marks.pause if (before, name) == ("persona", "wish") else marks.comma) if shown else ""
            shown += mark + _clause(name, clause, first=not shown)
    return shown + marks.stop


def _clause(name: str, clause: Clause, *, first: bool) -> str:
    """Render one clause; after the first, its opening word goes on in lower case, save the English “I”."""
    before = clause.before
    if not first and not before.startswith(("I ", "I'", "I’")):
        before = before[:1].lower() + before[1:]
    if name == "persona":
        return f"{raw(before)}<strong>{raw(clause.text)}</strong>{raw(clause.after)}"
    text = raw(before + clause.text + clause.after)
    return f"<strong>{text}</strong>" if name == "benefit" else text


def _state_line(book: Book, uri: str) -> str:
    entries = book.entries_of([uri])
    shown = count_badges(book.words, entries) if entries else book.words.nothing
    return f'<div class="sb-meta">{shown} <span data-sb-checked="page" hidden></span></div>'


def _story(story: Story, spoken: str) -> str:
    return f'<blockquote class="sb-story"{spoken}><p>{story_line(story)}</p></blockquote>'


def _background(background: Background | None, prose: Prose) -> str:
    """Render what a Background says besides its steps, which stand in every how-to."""
    if not background or not (background.name or background.description):
        return ""
    name = f"**{md(background.name)}**" if background.name else ""
    return "\n\n".join(filter(None, [name, prose.markdown(background.description)]))


def _written(blocks: FlowBlocks, part: Feature | Rule) -> Iterator[str]:
    """Render what only the reading as Gherkin shows of a feature or a Rule: how it begins, and its Background."""
    yield head_html(part, blocks.spoken, blocks.notes.before(part.location.line))
    if part.background:
        yield background_html(part.background, blocks.spoken, blocks.notes)


def _sections(blocks: FlowBlocks, flowing: Iterable[Flowing], prose: Prose) -> Iterator[str]:
    flowing = tuple(flowing)
    free = [one for one in flowing if one.rule is None]
    works = [one for one in free if one.kind.flow in {"main", "alternative"}]
    refused = [one for one in free if one.kind.flow == "error"]
    tests = [one for one in free if one.kind.flow is None]
    if works:
        yield f"## {blocks.words.how} {{ #how-it-works }}"
        yield from (blocks.open(one, 3) if one.kind.flow == "main" else blocks.folded(one, 3) for one in works)
    if refused:
        yield f"{'###' if works else '##'} {blocks.words.refused} {{ #when-it-is-refused }}"
        yield from (blocks.folded(one, 4 if works else 3) for one in refused)
    if blocks.feature.rules:
        yield f"## {blocks.words.rules} {{ #rules }}"
        for rule in blocks.feature.rules:
            yield from _rule(blocks, rule, [one for one in flowing if one.rule is rule], prose)
    if tests:
        yield f"## {blocks.words.test_cases} {{ #test-cases }}"
        yield from _test_cases(blocks, tests)


def _test_cases(blocks: FlowBlocks, tests: list[Flowing]) -> Iterator[str]:
    """Render test cases, several of them folded as one, complete."""
    folded = [blocks.folded(one, 3) for one in tests]
    if len(tests) == 1:
        yield from folded
        return
    entries = [entry for one in tests for entry in blocks.entries(one.scenario)]
    name = f'<span class="sb-name">{blocks.words.more_cases(len(entries))}</span>'
    summary = f'<summary>{name}<span class="sb-states">{count_badges(blocks.words, entries)}</span></summary>'
    inside = "\n".join(folded)
    yield f'<details class="sb-flow sb-cases">{summary}\n{inside}\n</details>'


def _rule(blocks: FlowBlocks, rule: Rule, flowing: list[Flowing], prose: Prose) -> Iterator[str]:
    yield blocks.former(rule.location.line)
    yield f"### {md(rule.name or blocks.words.unnamed_rule)} {{ #{blocks.anchor(rule.location.line)}{blocks.spoken} }}"
    yield owner_line(blocks, rule)
    yield blocks.said(prose.markdown(rule.description))
    yield blocks.said(_background(rule.background, prose))
    yield from _written(blocks, rule)
    for group in cases(flowing):
        if len(group.flowing) > 1:
            yield cases_table(blocks, group, 4)
        else:
            yield _example(blocks, group.flowing[0])


def _example(blocks: FlowBlocks, one: Flowing) -> str:
    """Render one scenario of a Rule, an outline as its table."""
    if one.kind.flow == "main":
        return blocks.open(one, 4)
    return blocks.ruled(one, 4) if one.scenario.outline and one.kind.flow is None else blocks.folded(one, 4)
