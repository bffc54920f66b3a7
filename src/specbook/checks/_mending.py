"""What would mend a keyword, offered only where every step stays what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.finding import Edit, Fix, say
from specbook.fixing import edited, keeps_steps
from specbook.reader import dialect_keywords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specbook.checks._keywords import Keyword
    from specbook.checks._lines import Line, Text
    from specbook.model import GherkinDocument


def mending(text: Text | GherkinDocument, title: str, edits: Iterable[Edit], *, safe: bool = False) -> tuple[Fix, ...]:
    """Return a fix, or nothing where it would change a step or leave a file that cannot be read."""
    fix = Fix(title, tuple(edits), safe)
    before = "\ufeff" * text.bom + text.source
    return (fix,) if keeps_steps(text.uri, before, edited(before, fix.edits)) else ()


def respelt(text: Text, line: Line, keyword: Keyword, spelt: Callable[[str], str]) -> tuple[Fix, ...]:
    """Offer the keyword as it is, in place of the beginning of a line that is it once both are spelt alike."""
    ends = range(1, len(line.text) + 1)
    written = next((end for end in ends if spelt(line.text[:end]) == spelt(keyword.text)), 0)
    title = say("Write “{keyword}”", keyword=keyword.word)
    return mending(text, title, [instead(line, written, keyword.text)], safe=True) if written else ()


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
