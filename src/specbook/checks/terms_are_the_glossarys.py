"""A thing is called by the glossary's word for it, and by no other.

Where one feature says “basket” and another “cart”, readers look for the difference. The glossary of product.yml may
list beside a term what it is not to be called.

specs/product.yml:
    glossary:
      cart:
        meaning: What a customer is about to buy
        not: [basket, trolley]

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a basket
        Given a basket of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Fix, Known, Severity, say
from specbook.checks._keywords import keyword_at
from specbook.checks._passages import column_of, passages
from specbook.checks._vocabulary import any_of, unquoted

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from specbook.checks._passages import Passage
    from specbook.model import GherkinDocument, Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find what the glossary says is not to be said, in names, descriptions and steps, outside of quotes."""
    avoided = known.product.avoided if known.product else {}
    if not avoided or not known.product:
        return
    pattern, terms = any_of(avoided), any_of(known.product.glossary)
    for document in specs.documents:
        if pattern.search(document.source):
            for passage in passages(document):
                # A “shopping basket” may be the term, and “basket” not.
                text = terms.sub(lambda match: " " * len(match[0]), unquoted(passage.text))
                for match in pattern.finditer(text):
                    yield _finding(document, passage, match, avoided)


def _finding(document: GherkinDocument, passage: Passage, match: re.Match[str], avoided: Mapping[str, str]) -> Finding:
    said = " ".join(match[0].split()).casefold()
    synonym = next(one for one in (said, said.removesuffix("s"), said.removesuffix("es")) if one in avoided)
    term, column = avoided[synonym], column_of(document, passage, match.start())
    message = say("The glossary calls it “{term}”, not “{synonym}”.", term=term, synonym=synonym)
    end = column + len(match[0])
    fixes = _fixes(document, passage, (column, end), _as_written(match[0], term + said.removeprefix(synonym)))
    return Finding(document.uri, passage.line, column, "terms-are-the-glossarys", SEVERITY, message, end, fixes)


def _as_written(said: str, term: str) -> str:
    """Write a term with a capital where what it replaces has one."""
    return term[:1].upper() + term[1:] if said[:1].isupper() else term


def _fixes(document: GherkinDocument, passage: Passage, span: tuple[int, int], term: str) -> tuple[Fix, ...]:
    """Offer the term in a name or in prose: what a step says is its author's alone to change."""
    language = document.feature.language if document.feature else "en"
    if passage.kind == "step" or (passage.kind == "prose" and keyword_at(term, language)):
        return ()
    edit = Edit(passage.line, span[0], passage.line, span[1], term)
    return (Fix(say("Write “{term}”", term=term), (edit,)),)
