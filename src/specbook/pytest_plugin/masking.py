"""Secrets taken out of what is written: values of the environment, authorization headers, passwords in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MASKED = "[masked]"
_SHORTEST_SECRET = 6
_HEADER = re.compile(
    r"""(?P<name>["']?\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?P<scheme>[A-Za-z][\w-]*)[ \t]+)?[^\s"',;]+""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?P<before>\b[a-z][a-z0-9+.-]*://[^\s/:@\"'<>]*:)[^\s/@\"'<>]+(?=@)", re.IGNORECASE)


@dataclass(frozen=True)
class Mask:
    """Takes known secrets out of texts; `secrets` are taken out wherever they stand, as they are and in addresses."""

    secrets: tuple[str, ...] = ()

    @cached_property
    def _known(self) -> re.Pattern[str] | None:
        forms = {form for secret in self.secrets for form in (secret, quote(secret, safe=""))}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def text(self, text: str) -> str:
        """Return a text without what is secret in it."""
        if self._known:
            text = self._known.sub(MASKED, text)
        if "://" in text:
            text = _ADDRESS.sub(rf"\g<before>{MASKED}", text)
        if "uthorization" in text or "UTHORIZATION" in text:
            text = _HEADER.sub(_without_credentials, text)
        return text

    def hides_in(self, data: bytes) -> bool:
        """Tell whether bytes that are no text hold a known secret."""
        return any(secret.encode() in data for secret in self.secrets)


def mask_for(names: Iterable[str], environment: Mapping[str, str]) -> Mask:
    """Make the mask for the values of some environment variables; a name may end in `*`.

    Values of fewer than six characters are left alone: they would be found everywhere.
    """
    patterns = [re.compile(re.escape(name).replace(r"\*", ".*")) for name in names]
    found = {
        value
        for name, value in environment.items()
        if len(value) >= _SHORTEST_SECRET and any(pattern.fullmatch(name) for pattern in patterns)
    }
    return Mask(tuple(sorted(found)))


def _without_credentials(match: re.Match[str]) -> str:
    scheme = f"{match['scheme']} " if match["scheme"] else ""
    return f"{match['name']}{scheme}{MASKED}"
