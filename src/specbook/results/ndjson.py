"""Envelopes and the lines of NDJSON that hold them, ASCII only, so that no text of a spec can break a stream."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Node = dict[str, Any]
_encoded = json.JSONEncoder(separators=(",", ":")).encode


def line_of(envelope: Node | Sequence[Node]) -> str:
    """Write an envelope, or parts of one, as a line without its end."""
    return _encoded(envelope)


def lines_of(text: str) -> list[str]:
    """Split a stream into its lines, and only where NDJSON does."""
    return [line for line in text.split("\n") if line.strip()]


def envelope_of(line: str) -> tuple[str, Node]:
    """Read what kind of message a line is, and what it holds; the kind is empty where it means nothing."""
    try:
        ((kind, node),) = json.loads(line).items()
    except (ValueError, AttributeError, RecursionError):
        return "", {}
    return (kind, node) if isinstance(node, dict) else ("", {})
