"""What would mend a keyword, offered only where every step stays what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks._keywords import TYPES, keyword_at
from specbook.checks._parts import holders
from specbook.finding import Edit, Fix, say
from specbook.fixing import edited, keeps_steps
from specbook.model import GherkinDocument, Scenario
from specbook.reader import dialect_keywords, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specbook.checks._keywords import Keyword
    from specbook.checks._lines import Line, Text
    from specbook.model import Step


def mending(text: Text | GherkinDocument, title: str, edits: Iterable[Edit], *, safe: bool = False) -> tuple[Fix, ...]:
    """Return a fix, or nothing where it would change a step or leave a file that cannot be read."""
    fix = Fix(title, tuple(edits), safe)
    before = "\ufeff" * text.bom + text.source
    return (fix,) if keeps_steps(text.uri, before, edited(before, fix.edits)) else ()


def becoming(text: Text | GherkinDocument, title: str, edit: Edit, *, safe: bool = False) -> tuple[Fix, ...]:
    """Return a fix after which a line begins with a keyword that counts; nothing where it would still be prose."""
    before = "\ufeff" * text.bom + text.source
    after = read_text(text.uri, edited(before, (edit,)))
    counts = not isinstance(after, GherkinDocument) or edit.line in _beginnings(after)
    return mending(text, title, (edit,), safe=safe) if counts else ()


def _beginnings(document: GherkinDocument) -> Iterator[int]:
    """Yield the lines on which a part of a document begins."""
    feature = document.feature
    for holder in holders(feature) if feature else ():
        yield holder.location.line
        for part in (holder.background, *holder.scenarios):
            if part:
                yield part.location.line
                yield from (step.location.line for step in part.steps)
            if isinstance(part, Scenario):
                yield from (examples.location.line for examples in part.examples)


def respelt(text: Text, line: Line, keyword: Keyword, spelt: Callable[[str], str]) -> tuple[Fix, ...]:
    """Offer the keyword as it is, in place of the beginning of a line that is it once both are spelt alike."""
    ends = range(1, len(line.text) + 1)
    written = next((end for end in ends if spelt(line.text[:end]) == spelt(keyword.text)), 0)
    title = say("Write “{keyword}”", keyword=keyword.word)
    return becoming(text, title, instead(line, written, keyword.text), safe=True) if written else ()


def instead(line: Line, length: int, written: str) -> Edit:
    """Put something in place of the first letters of a line."""
    return Edit(line.number, line.column, line.number, line.column + length, written)


def keyword_like(name: str, language: str, like: str) -> str:
    """Return the keyword of a language that goes with what follows another one; empty where it has none.

    What follows “Lorsqu'” follows “Et qu'” as well, and not “Et”. Of several the first is the most usual.
    """
    words = [word for word in dialect_keywords(language).get(name, ()) if word != "* "]
    tails = ((word, word[word.strip().rfind(" ") + 1 :]) for word in words)
    fitting = (word for word, tail in tails if tail != word and like.endswith(tail))
    alone = (word for word in words if " " not in word.strip())
    return next(fitting, next(alone, words[0] if words else ""))


def continuing(document: GherkinDocument, step: Step, language: str) -> tuple[str, tuple[Fix, ...]]:
    """Return the keyword with which a step goes on as the one before it, and the fix that writes it.

    None where the line would then be another step: where “Et” stands before “que”, or “And” is a “Given”, too.
    """
    word, at = keyword_like("and", language, step.keyword), step.location
    written = document.source.split("\n")[at.line - 1][at.column - 1 :]
    gap = " " if step.keyword.endswith(" ") and not word.endswith(" ") else ""
    line = f"{word}{gap}{written[len(step.keyword) :]}"
    read = keyword_at(line, language)
    twofold = any(word in dialect_keywords(language).get(name, ()) for name in TYPES)
    same = written.startswith(step.keyword) and read and read.text == word and line[len(word) :].strip() == step.text
    if not word or twofold or not same:
        return word, ()
    edit = Edit(at.line, at.column, at.line, at.column + len(step.keyword), word + gap)
    return word, (Fix(say("Write “{keyword}”", keyword=word.strip()), (edit,), safe=True),)
