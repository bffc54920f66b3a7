"""What a secret looks like where nobody knows its value, and how it is taken out of a text, whole or in pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASKED = "[masked]"
# Servers take headers of 8 KiB, some of 64. That there is a limit bounds what must be held of a text in pieces.
_LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern of what is taken out, save what it calls `kept`; and the most bytes that it can match.

    It looks at nothing before its match, and at no more than one byte after it. Where `needs` does not stand, in lower
    case, nothing can match, which is faster to see.
    """

    pattern: re.Pattern[bytes]
    longest: int
    needs: bytes = b""

    def masked(self, data: bytes) -> bytes:
        """Return bytes with the mask instead of every match."""
        return self.pattern.sub(_mask, data) if self._may_match(data) else data

    def masked_in_pieces(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what comes in pieces as `masked` would return the whole, wherever it is cut."""
        held = b""
        for piece in pieces:
            held += piece
            # What begins before here ends in what is held; the rest waits for more.
            sure = len(held) - self.longest
            if sure > 0:
                done, held = self._masked_before(sure, held)
                yield done
        yield self.masked(held)

    def is_in(self, pieces: Iterable[bytes]) -> bool:
        """Tell whether anything in what comes in pieces matches."""
        held = b""
        for piece in pieces:
            held = held[-self.longest :] + piece
            if self.pattern.search(held):
                return True
        return False

    def _masked_before(self, sure: int, held: bytes) -> tuple[bytes, bytes]:
        """Mask every match that begins before a place; return what is done with, and the rest as it was."""
        if not self._may_match(held):
            return held[:sure], held[sure:]
        parts, end = [], 0
        for match in self.pattern.finditer(held):
            if match.start() >= sure:
                break
            parts += [held[end : match.start()], _mask(match)]
            end = match.end()
        rest = max(end, sure)
        return b"".join([*parts, held[end:rest]]), held[rest:]

    def _may_match(self, data: bytes) -> bool:
        return not self.needs or self.needs in data.lower()


def known(written: Iterable[bytes]) -> Shape:
    """Make the shape of values that are known, in all the forms that they are written in."""
    longest_first = sorted(written, key=lambda form: (-len(form), form))
    pattern = re.compile(b"(?P<kept>)(?:" + b"|".join(map(re.escape, longest_first)) + b")")
    return Shape(pattern, len(longest_first[0]))


def _mask(match: re.Match[bytes]) -> bytes:
    return match["kept"] + MASKED.encode()


def _shape(pattern: bytes, needs: bytes) -> Shape:
    return Shape(re.compile(pattern, re.IGNORECASE | re.VERBOSE), 2 * _LONGEST + 2048, needs)


# Quotes may be escaped, some more than once: a header in JSON in JSON.
_QUOTE = rb"""\\{0,8}["']"""
# Only these words are told apart from a secret that stands without one.
_SCHEME = rb"(?:basic|bearer|digest|negotiate|ntlm|token|apikey|hawk|dpop|signature|aws4-hmac-sha256)[ \t]{1,9}"
_PARAMETER = rb"""[\w-]{1,64} [ \t]{0,9}=[ \t]{0,9} (?:\\{0,8}"[^"\r\n]{0,4000}" | [^\s,"'\\]{1,4000})"""
_PARAMETERS = rb"%(one)s (?:[ \t]{0,9},[ \t]{0,9} %(one)s){0,12}" % {b"one": _PARAMETER}
# The rest of a line, or up to the quote that ends what it stands in; one after = belongs to it.
_REST = rb"""(?:(?!%(quote)s)[^\r\n]){1,4000}
        (?:(?<==)\\{0,8}"[^"\r\n]{0,4000}" (?:(?!%(quote)s)[^\r\n]){0,4000}){0,12}""" % {b"quote": _QUOTE}
_PARTS = {b"quote": _QUOTE, b"scheme": _SCHEME, b"parameters": _PARAMETERS, b"rest": _REST, b"most": _LONGEST}

SHAPES = (
    # {"Authorization": "Bearer abc"}, ('authorization', ['abc'])
    _shape(
        rb"""(?P<kept>authorization%(quote)s \s{0,40}[:=,]\s{0,40} [\[(]?\s{0,40} \w?\\{0,8}(?P<end>["'])
        (?:%(scheme)s)?)
        (?:\\[^\r\n] | (?!(?P=end))[^\r\n\\]){1,%(most)d}"""
        % _PARTS,
        b"authorization",
    ),
    # Authorization: Bearer abc; with a word that may be no scheme but the secret, all that follows on the line
    _shape(
        rb"""(?P<kept>authorization[ \t]{0,9}[:=][ \t]{0,9} (?P<scheme>%(scheme)s)?)
        (?(scheme)(?:%(parameters)s | [^\s"',;\\]{1,%(most)d}) | %(rest)s)"""
        % _PARTS,
        b"authorization",
    ),
    # https://me:abc@host; a password may hold @ and :
    _shape(rb"""(?P<kept>://[^\s/:@"'<>]{0,1000}:)[^\s/"'<>]{1,4000}(?=@)""", b"://"),
    # https://host/?token=abc
    _shape(
        rb"""(?P<kept>[?&](?:amp;)?[\w.-]{0,64}(?:password|passwd|secret|token|api[-_]?key|signature)=)
        [^\s&\#"'<>\\]{1,%(most)d}"""
        % _PARTS,
        b"=",
    ),
)
