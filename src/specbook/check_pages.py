"""What a check says of itself in its module, as a page shows it, SARIF, and a terminal."""

from __future__ import annotations

from importlib.metadata import metadata
from typing import TYPE_CHECKING

from specbook.check_examples import fix_kind
from specbook.checks import FAMILIES, every_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Check, Family

FIXES = {"safe": "mended by `--fix`", "offered": "a fix is offered in the editor", "": "no fix"}
ABOUT: dict[Family, str] = {
    "silent loss": "What is written, and would not be run or not be noticed.",
    "product": "What a feature has to say for readers to know whom it serves, and why.",
    "flow": "How a scenario is told: what is there before, what is done, what comes of it.",
    "wording": "Words that readers understand, and that stay true when the product looks otherwise.",
    "examples": "Tables that show what they vary.",
    "duplication": "What is said twice, in one file or in several.",
    "tags": "Tags that select what they are meant to.",
    "step definitions": "Steps and the code behind them.",
    "backlog": "What is planned, what that rests on, and what results say of it.",
    "suppressions": "Comments that keep a check from telling.",
}
_LANGUAGES = {"toml": "toml", "yml": "yaml", "py": "python"}


def section(check: Check, level: int = 2) -> str:
    """Return the section of a check in Markdown, under a heading whose anchor is its name."""
    facts = f"*{check.severity} · {_when(check)} · {FIXES[fix_kind(check.name)]}*"
    parts = [f"{'#' * level} `{check.name}`", check.sentence, check.why, facts]
    for name, text in example_blocks(check):
        label = f"**{name}**" if name in {"Bad", "Good"} else f"With `{name}`:"
        parts += [label, f"```{_LANGUAGES.get(name.rpartition('.')[2], 'gherkin')}\n{text.rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def family_page(family: Family) -> str:
    """Return the page of a family of checks in Markdown."""
    checks = [check for check in every_check() if check.family == family]
    return "\n".join([f"# Checks: {family}\n\n{ABOUT[family]}\n", *map(section, checks)])


def family_file(family: Family) -> str:
    return f"{family.replace(' ', '-')}.md"


def table_of_checks() -> str:
    """Return all checks as Markdown tables that lead to their sections, one for each family."""
    return "\n".join(_table(family) for family in FAMILIES if any(one.family == family for one in every_check()))


def explanation(check: Check) -> Iterator[tuple[str, str]]:
    """Yield what a terminal shows of a check: paragraphs and blocks, each with what it is."""
    yield "title", check.name
    yield "sentence", check.sentence
    yield "text", check.why
    yield (
        "facts",
        f"{check.family} · {check.severity} · {_when(check)} · {FIXES[fix_kind(check.name)].replace('`', '')}",
    )
    for name, text in example_blocks(check):
        yield "heading", name
        yield "block", text.rstrip()
    yield "heading", "To ignore it"
    yield (
        "text",
        (
            f"above a line, or above the feature for the whole file:  # specbook: ignore[{check.name}] your reason\n"
            f'everywhere, in pyproject.toml:  [tool.specbook.check] ignore = ["{check.name}"]'
        ),
    )
    if address := address_of(check):
        yield "text", address


def address_of(check: Check) -> str:
    """Return where a check's section is published; empty where the distribution names no documentation."""
    pages = (url.partition(", ") for url in metadata("specbook").get_all("Project-URL") or ())
    base = next((url for label, _, url in pages if label.casefold() == "documentation"), "")
    return f"{base.rstrip('/')}/checks/{family_file(check.family)[:-3]}.html#{check.name}" if base else ""


def example_blocks(check: Check) -> Iterator[tuple[str, str]]:
    """Yield the examples of a check, each with the files that stand around it; those of both come first."""
    yield from check.files.items()
    yield "Bad", check.bad
    yield from check.bad_files.items()
    yield "Good", check.good
    yield from check.good_files.items()


def _table(family: Family) -> str:
    rows = [
        f"| [`{check.name}`]({family_file(family)}#{check.name}) | {check.sentence} | {check.severity} "
        f"| {'yes' if check.default else 'no'} | {fix_kind(check.name) or '–'} |"
        for check in every_check()
        if check.family == family
    ]
    head = ["| check | what is true of good specs | severity | on | fix |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([f"## {family[0].upper()}{family[1:]}\n\n{ABOUT[family]}\n", *head, *rows]) + "\n"


def _when(check: Check) -> str:
    return "on by default" if check.default else "off by default"
