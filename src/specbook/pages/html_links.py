"""Links and pictures that prose has as raw HTML: found where they are no code, and each given the address it needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from specbook.pages.code_spans import code_spans

# What an address becomes, or None where it is to be none; and what is said of it on the page.
Resolve = Callable[[str, str], "tuple[str | None, str]"]

# A quoted value may hold anything, the end of a tag too.
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?P<before>\s+(?P<name>[^\s=>\"'/]+)\s*=\s*)(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_CANDIDATE = re.compile(r"(?P<before>^\s*|,\s+)(?P<address>\S+?)(?=,?(?:\s|$))")
_ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
}
FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def change_addresses(text: str, resolve: Resolve) -> str:
    """Change the addresses in the raw HTML of a text; `resolve` is told the tag and the address.

    A link without an address keeps its words, and a picture without one becomes what is said in its place.
    """
    return _Changing(resolve).run(text) if "<" in text else text


@dataclass(slots=True)
class _Changing:
    """A text on its way; `said` waits for the end of the link that is open."""

    resolve: Resolve
    in_link: bool = False
    said: str = ""
    marks: list[str] = field(default_factory=list)

    def run(self, text: str) -> str:
        code, end = code_spans(text), 0
        parts: list[str] = []
        for match in _TAG.finditer(text):
            if match.start() not in code:
                parts += [text[end : match.start()], self._end(match) if match["end"] else self._begin(match)]
                end = match.end()
        return "".join([*parts, text[end:]])

    def _end(self, match: re.Match[str]) -> str:
        if match["name"].lower() != "a":
            return match[0]
        said, self.said, self.in_link = self.said, "", False
        return match[0] + said

    def _begin(self, match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name not in _ADDRESSES:
            return match[0]
        self.marks.clear()
        rest = _ATTRIBUTE.sub(lambda one: self._attribute(name, one), match["rest"])
        told, tag = "".join(self.marks), f"<{match['name']}{rest}>"
        if name == "a" and "</a" in match.string[match.end() :].lower():
            self.said, self.in_link = told, True
            return tag
        shown = tag if name != "img" or "src" in _values(rest) else self._instead(match)
        return shown + told

    def _instead(self, match: re.Match[str]) -> str:
        """Return what stands for a picture that is not shown: its words, which link to one of another host."""
        values = _values(match["rest"])
        words, source = values.get("alt", ""), values.get("src", "")
        within = self.in_link or match.string.endswith("[", 0, match.start())
        return words if within or not FOREIGN.match(source) else f'<a href="{source}">{words or source}</a>'

    def _attribute(self, tag: str, match: re.Match[str]) -> str:
        name, value = match["name"].lower(), _unquoted(match["value"])
        if name not in _ADDRESSES[tag]:
            return match[0]
        changed = self._candidates(tag, value) if name == "srcset" else self._address(tag, value)
        if changed is None:
            return ""
        return match[0] if changed == value else f'{match["before"]}"{changed}"'

    def _candidates(self, tag: str, value: str) -> str | None:
        """Change each address of a list of pictures for screens of different kinds; without one, none is left."""
        found = [(one, self._address(tag, one["address"])) for one in _CANDIDATE.finditer(value)]
        if any(address is None for _, address in found):
            return None
        for one, address in reversed(found):
            value = f"{value[: one.start('address')]}{address}{value[one.end('address') :]}"
        return value

    def _address(self, tag: str, value: str) -> str | None:
        address, said = self.resolve(tag, value)
        self.marks += [said] if said and said not in self.marks else []
        return address


def _values(rest: str) -> dict[str, str]:
    """Return the attributes of a tag, their values as they are written."""
    return {one["name"].lower(): _unquoted(one["value"]) for one in _ATTRIBUTE.finditer(rest)}


def _unquoted(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value
