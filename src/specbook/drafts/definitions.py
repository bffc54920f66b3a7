"""Step definitions drafted for the undefined steps of a feature: one for each pattern, matching nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.drafts.features import BLANK
from specbook.model import STEP_KEYWORDS
from specbook.step_index.definitions import Pattern
from specbook.step_index.patterns import finder_of
from specbook.step_patterns.finders import found_in
from specbook.step_patterns.stubs import Stub, parameter_name, parse_literal, stubs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.model import Step
    from specbook.step_index.definitions import ParserKind
    from specbook.step_index.usage import Use
    from specbook.step_patterns.expressions import ParameterTypes

_KINDS: dict[str, ParserKind] = {
    "": "string",
    "parsers.parse": "parse",
    "parsers.re": "re",
    "expression": "expression",
}
_ORDER = ("given", "when", "then", "step")
_COLUMN = re.compile(r"<([^<>]+)>")
_INT, _FLOAT = re.compile(r"-?(?:0|[1-9]\d*)"), re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step as it stands in a spec, with those of its texts that nothing matches, and the values that made them."""

    keyword: str
    template: str
    texts: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    arguments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition to be written: its pattern, the keywords that it is for, and the texts that it matches.

    `arguments` are the table or the doc string that its steps bring along, each with whether all of them do.
    """

    stub: Stub
    keywords: tuple[str, ...]
    texts: tuple[str, ...]
    arguments: tuple[tuple[str, bool], ...]

    @property
    def more(self) -> tuple[str, ...]:
        """The parameters of its function that no value of its text fills."""
        return tuple(name if always else f"{name}=None" for name, always in self.arguments)

    def joined(self, other: Draft) -> Draft:
        """Put two together that the pattern of this one is enough for."""
        ours, theirs = dict(self.arguments), dict(other.arguments)
        names = sorted({*ours, *theirs})
        return Draft(
            self.stub,
            tuple(sorted({*other.keywords, *self.keywords}, key=_ORDER.index)),
            tuple(dict.fromkeys((*other.texts, *self.texts))),
            tuple((name, ours.get(name, False) and theirs.get(name, False)) for name in names),
        )


def draft_definitions(uses: Iterable[Use], defined: Mapping[str, set[str]], types: ParameterTypes) -> list[Draft]:
    """Draft definitions for undefined steps; none matches a text of its keyword that something `defined` matches."""
    drafter = _Drafter(defined, types)
    for wanted in wanted_of(uses):
        drafter.add(wanted)
    return drafter.drafts


class _Drafter:
    """Finds patterns for one step after the other, each as plain as it can be beside the others."""

    def __init__(self, defined: Mapping[str, set[str]], types: ParameterTypes) -> None:
        self._defined, self._types = defined, types
        self.drafts: list[Draft] = []

    def add(self, wanted: Wanted) -> None:
        """Add a definition for a step; one for each of its texts where no one pattern fits."""
        left = tuple(text for text in wanted.texts if not self._is_covered(wanted, text))
        if not left:
            return
        for stub in _candidates(wanted, left, self._types):
            draft = _draft(stub, wanted, left)
            if all(self._matches(stub, text) for text in left) and self._put(draft):
                return
        self.drafts += [_draft(Stub("", text), wanted, (text,)) for text in left]

    def _is_covered(self, wanted: Wanted, text: str) -> bool:
        """Let a definition drafted before match a text, too, if it can."""
        for number, draft in enumerate(self.drafts):
            joined = draft.joined(_draft(draft.stub, wanted, (text,)))
            if self._matches(draft.stub, text) and self._is_alone(joined):
                self.drafts[number] = joined
                return True
        return False

    def _put(self, draft: Draft) -> bool:
        """Put a draft in place of those whose texts it matches, if nothing else is matched twice then."""
        met = [one for one in self.drafts if any(self._matches(draft.stub, text) for text in one.texts)]
        for one in met:
            draft = draft.joined(one)
        if not all(self._matches(draft.stub, text) for text in draft.texts) or not self._is_alone(draft):
            return False
        self.drafts = [*(one for one in self.drafts if one not in met), draft]
        return True

    def _is_alone(self, draft: Draft) -> bool:
        others = {text for keyword in draft.keywords for text in self._defined.get(keyword, ())}
        return not any(self._matches(draft.stub, text) for text in others)

    def _matches(self, stub: Stub, text: str) -> bool:
        pattern = Pattern(_KINDS[stub.parser], stub.pattern)
        return bool(found_in(finder_of(pattern, self._types), text))


def _draft(stub: Stub, wanted: Wanted, texts: tuple[str, ...]) -> Draft:
    return Draft(stub, (wanted.keyword,), texts, tuple((name, True) for name in sorted(wanted.arguments)))


def wanted_of(uses: Iterable[Use]) -> list[Wanted]:
    """Put the texts that rows make of one step together again; a step that is still to be written is left out."""
    groups: dict[tuple[str, int, str], list[Use]] = {}
    for use in uses:
        if not is_blank(use.step.text):
            groups.setdefault((use.uri, use.line, use.step.type), []).append(use)
    return [_wanted(group) for group in groups.values()]


def is_blank(text: str) -> bool:
    """Tell whether a step is still to be written."""
    return BLANK in text.split()


def _wanted(group: list[Use]) -> Wanted:
    first = group[0]
    written = _written(first)
    template = written.text if written else first.step.text
    columns: dict[str, list[str]] = {}
    for use in group:
        header, row = (use.pickle.examples.header if use.pickle.examples else None), use.pickle.row
        for name, value in zip(header.values, row.values, strict=False) if header and row else ():
            columns.setdefault(name, []).append(value)
    named = {name: tuple(columns[name]) for name in _COLUMN.findall(template) if name in columns}
    step = first.step
    arguments = {"datatable": step.data_table, "docstring": step.doc_string}
    texts = tuple(dict.fromkeys(use.step.text for use in group))
    keyword = STEP_KEYWORDS.get(step.type, "step")
    return Wanted(keyword, template, texts, named, frozenset(name for name, one in arguments.items() if one))


def _written(use: Use) -> Step | None:
    """Find the step as its scenario has it, its placeholders not filled in."""
    return next((step for step in use.pickle.scenario.steps if step.location == use.step.location), None)


def _candidates(wanted: Wanted, texts: tuple[str, ...], types: ParameterTypes) -> Iterator[Stub]:
    """Yield definitions that may match some texts, the plainest first, and those that match little else last."""
    yield from (stub for stub in stubs(texts[0], types) if stub.parser == "expression")
    if not wanted.values:
        yield from (stub for stub in stubs(texts[0], types) if stub.parser != "expression")
        return
    for typed in (True, False):
        yield _with_fields(wanted, types, typed=typed)
    yield _with_alternatives(wanted, texts)


def _with_fields(wanted: Wanted, types: ParameterTypes, *, typed: bool) -> Stub:
    """Make a field of each placeholder, called like its column, and of each value in the words around them."""
    pattern = ""
    names: list[str] = []
    for text, column in _pieces(wanted):
        if column:
            name = parameter_name(column, names)
            spec = _type_of(wanted.values[column]) if typed else ""
            pattern += f"{{{name}{spec}}}"
            names.append(name)
            continue
        around = (
            next(stub for stub in stubs(text, types) if stub.parser != "expression") if text.strip() else Stub("", text)
        )
        if around.parser and not set(around.parameters) & set(names):
            pattern += around.pattern
            names += around.parameters
        else:
            pattern += parse_literal(text)
    return Stub("parsers.parse", pattern, tuple(names))


def _with_alternatives(wanted: Wanted, texts: tuple[str, ...]) -> Stub:
    """Make a regular expression of a step that takes the values of its columns, and no others."""
    if len(texts) == 1:
        return Stub("", texts[0])
    pattern = ""
    names: list[str] = []
    for text, column in _pieces(wanted):
        if column:
            name = parameter_name(column, names)
            values = "|".join(map(_escaped, dict.fromkeys(wanted.values[column])))
            pattern += f"(?P<{name}>{values})"
            names.append(name)
        else:
            pattern += _escaped(text)
    return Stub("parsers.re", pattern, tuple(names))


def _escaped(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def _pieces(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Yield the parts of a step as it is written: words, or the name of a column."""
    end = 0
    for match in _COLUMN.finditer(wanted.template):
        if match[1] in wanted.values:
            if match.start() > end:
                yield wanted.template[end : match.start()], ""
            yield "", match[1]
            end = match.end()
    if end < len(wanted.template):
        yield wanted.template[end:], ""


def _type_of(values: Iterable[str]) -> str:
    """Return the type of a field by what its column holds; a number that begins with 0 is a code, and none."""
    known = tuple(values)
    if all(map(_INT.fullmatch, known)):
        return ":d"
    return ":g" if all(map(_FLOAT.fullmatch, known)) and not any(re.match(r"-?0\d", one) for one in known) else ""
