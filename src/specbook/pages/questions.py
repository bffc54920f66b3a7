"""“Check yourself”: questions made from rows of examples, their outcome hidden until it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.escaping import raw
from specbook.pages.steps import plain_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.ledger import Entry
    from specbook.model import Pickle, Scenario
    from specbook.pages.book import Book
    from specbook.pages.words import Words
    from specbook.references import Target


# A question that takes longer to read than to answer is none; in lines, those of tables and doc strings included.
LONGEST_QUESTION = 15


def find_questions(book: Book, target: Target) -> Iterator[Entry]:
    """Yield the one example to ask about, if there is a short one: the last row whose outcome a run has proved."""
    feature = target.document.feature
    whole = [scenario for _, scenario in feature.every_scenario()] if feature else []
    scenarios = [target.scenario] if target.scenario else whole
    known = book.entries[target.document.uri]
    for scenario in filter(_asks, scenarios):
        lines = [row.location.line for examples in scenario.examples for row in examples.rows]
        entries = [known[line] for line in lines if line in known and known[line].state == "verified"]
        fitting = [entry for entry in entries if _length(entry.pickle) <= LONGEST_QUESTION]
        if fitting:
            yield fitting[-1]
            return


def question_box(words: Words, pickle: Pickle, title: str, place: str, spoken: str = "") -> str:
    """Render an example as a question, on one line of raw HTML that no search finds a second time.

    What reads pages for the search ends what it leaves out where any element of the same name ends, hence a section.
    """
    asked = plain_steps((step for step in pickle.steps if step.type in {"Context", "Action"}), spoken)
    answer = plain_steps((step for step in pickle.steps if step.type == "Outcome"), spoken)
    source = f'<p class="sb-because">{words.answer_is_tested} <a href="{place}"{spoken}>{raw(title)}</a></p>'
    return (
        f'<section class="sb-check" data-search-exclude>{asked}<p><strong>{words.what_do_you_get}</strong></p>'
        f'<details class="sb-answer"><summary>{words.show_answer}</summary>{answer}{source}</details></section>'
    )


def _asks(scenario: Scenario) -> bool:
    """Tell whether what comes of a scenario depends on its row: else each row would ask the same."""
    columns = {value for examples in scenario.examples if examples.header for value in examples.header.values}
    outcome, part = [], ""
    for step in scenario.steps:
        part = part if step.keyword_type in {"Conjunction", "Unknown"} else step.keyword_type
        outcome += [step.text] if part == "Outcome" else []
    return any(f"<{column}>" in text for column in columns for text in outcome)


def _length(pickle: Pickle) -> int:
    """Count the lines of what is asked."""
    asked = [step for step in pickle.steps if step.type in {"Context", "Action"}]
    rows = sum(len(step.data_table.rows) for step in asked if step.data_table)
    texts = sum(step.doc_string.content.count("\n") + 1 for step in asked if step.doc_string)
    return len(asked) + rows + texts
