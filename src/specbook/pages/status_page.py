"""The page “Where it stands”: the ledger in words and bars, and what needs somebody's eye."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specbook.finding import retold
from specbook.pages.badges import bar, count_badges, short_line, short_reason
from specbook.pages.book import section_title
from specbook.pages.escaping import md, page_text, raw
from specbook.pages.example_names import document_of, example_name
from specbook.pages.feature_page import feature_title
from specbook.pages.places import STATUS, link
from specbook.pages.scenario_list import filter_of
from specbook.pages.search_marks import unsearched
from specbook.pages.team_scripts import team_scripts
from specbook.pages.words import LISTED
from specbook.translated import translator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.ledger import Entry, State
    from specbook.model import GherkinDocument
    from specbook.pages.book import Book
    from specbook.pages.words import Words

# Longer lists are told by feature: a reader wants to see where the work is, not to scroll.
MOST_LISTED = 50


def status_page(book: Book) -> str:
    """Render the ledger."""
    entries = book.entries_of(book.entries)
    news, runs = _team(book)
    summary = _summary(book.words, entries, len(book.specs.unparsable))
    parts = [summary, news, _table(book), *_lists(book, entries), *_unread(book)]
    parts += [_scenarios(book) if entries else "", runs]
    return page_text(book.words.status, "", "\n\n".join(filter(None, parts)), contents=False)


def _summary(words: Words, entries: tuple[Entry, ...], unread: int) -> str:
    if not entries:
        return words.nothing
    line = f'<strong>{words.specified(len(entries))}</strong> <span data-sb-checked="all" hidden></span>'
    states = count_badges(words, entries, unread)
    return f'<div class="sb-meta">{line}</div>\n{bar(entries, unread)}\n<div class="sb-meta sb-sum">{states}</div>'


def _table(book: Book) -> str:
    rows = [_table_row(book, path) for path in book.folders if book.has_page(path) and book.uris_below(path)]
    if not rows:
        return ""
    words = book.words
    heads = [words.capability, words.feature_count, words.example_count, words.state]
    heads += [words.trend] if book.audience.details else []
    table = "\n".join([f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|", *rows])
    return f'## {words.by_capability} {{ #by-capability }}\n\n<div class="sb-table" markdown="1">\n\n{table}\n\n</div>'


def _table_row(book: Book, folder: str) -> str:
    uris = book.uris_below(folder)
    entries = book.entries_of(uris)
    title = f"[{md(section_title(book.folders[folder]))}]({link(STATUS, book.places.folders[folder])})"
    depth = folder.count("/") - book.specs.path.count("/") - 1
    indent = f'<span class="sb-indent" style="padding-left:{max(depth, 0)}em"></span>' if depth > 0 else ""
    unread = book.unread_below(folder)
    told = short_line(book.words, entries, unread)
    share = f'<span class="sb-share">{bar(entries, unread)} <small>{told}</small></span>'
    trend = f' <span data-sb-trend="{raw(book.places.folders[folder])}"></span> |' if book.audience.details else ""
    return f"| {indent}{title} | {len(uris)} | {len(entries)} | {share} |{trend}"


def _scenarios(book: Book) -> str:
    heading = f"## {book.words.every_scenario} {{ #scenarios }}"
    return f"{heading}\n\n{filter_of(book, STATUS, 'scenarios', book.words.scenarios_need_script)}"


def _team(book: Book) -> tuple[str, str]:
    """Return where the team's script tells what the last run changed, and of the last runs."""
    if not book.audience.details:
        return "", ""
    news = f"## {book.words.news} {{ #news }}\n\n<div data-sb-news></div>"
    return news, f"## {book.words.last_runs} {{ #runs }}\n\n<div data-sb-runs></div>\n\n{team_scripts(book, STATUS)}"


def _lists(book: Book, entries: tuple[Entry, ...]) -> Iterator[str]:
    listed = {state: [entry for entry in entries if entry.state == state] for state in LISTED}
    if entries and not any(listed.values()):
        yield book.words.all_good
    for state, group in listed.items():
        if group:
            yield from _list(book, state, group)


def _list(book: Book, state: State, group: list[Entry]) -> Iterator[str]:
    yield f"## {book.words.listed(state)} {{ #{state.replace(' ', '-')} }}"
    if len(group) <= MOST_LISTED:
        lines = [f"- {_example(book, entry)}" for entry in group]
    else:
        counts = Counter(entry.pickle.uri for entry in group)
        lines = [f"- {_feature(book, uri)} · {book.words.examples(count)}" for uri, count in counts.items()]
    yield unsearched("\n".join(lines))


def _feature(book: Book, uri: str) -> str:
    document = document_of(book, uri)
    return _link(book, document, feature_title(document))


def _link(book: Book, document: GherkinDocument, title: str, anchor: str = "") -> str:
    spoken = book.spoken(document.feature)
    marked = f"{{{spoken} }}" if spoken else ""
    return f"[{md(title)}]({link(STATUS, book.places.features[document.uri], anchor)}){marked}"


def _example(book: Book, entry: Entry) -> str:
    pickle = entry.pickle
    document = document_of(book, pickle.uri)
    anchor = book.places.anchors[pickle.uri][pickle.location.line]
    shown = _link(book, document, example_name(book, entry), anchor)
    told = short_reason(entry) or (book.audience.details and entry.result)
    why = book.words.reason(entry.reason).split("\n")[0] if told else ""
    return f"{shown} — {md(why)}" if why else shown


def _unread(book: Book) -> Iterator[str]:
    if book.specs.errors:
        yield f"## {book.words.unreadable} {{ #unreadable }}"
        yield "\n".join(
            f"- [{md(f'{error.uri}:{error.line}:{error.column}')}]({link(STATUS, book.places.features[error.uri])})"
            f" — {md(retold(error.message, translator(book.words.language)))}"
            for error in book.specs.errors
        )
