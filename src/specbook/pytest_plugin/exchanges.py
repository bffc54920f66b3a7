"""An HTTP request and its answer as plain values, without what authorizes; any library's objects are read by shape."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from specbook.pytest_plugin.secret_shapes import MASKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Headers = Mapping[str, str] | Iterable[tuple[str, str]]

_SECRET = re.compile("authorization|cookie|token|secret|password|api-?key|credential", re.IGNORECASE)


def message(headers: Headers, body: Any, **about: object) -> dict[str, object]:
    """Describe a request or an answer; the values of headers that authorize are masked."""
    pairs = headers.items() if hasattr(headers, "items") else headers
    shown: dict[str, str] = {}
    for name, value in pairs:
        safe = MASKED if _SECRET.search(name) else str(value)
        shown[name] = f"{shown[name]}, {safe}" if name in shown else safe
    return {**about, "headers": shown, "body": _readable(body)}


def request_of(response: Any) -> dict[str, object]:
    """Describe the request that a response answers, as far as the response knows it."""
    request, url = None, ""
    with suppress(Exception):  # httpx raises where a response was made without one
        request = getattr(response, "request", None)
        url = str(_first(response, "url") or "")
    if request is None:
        return message({}, "", method="", url=url)
    about = {"method": _first(request, "method") or "", "url": str(_first(request, "url") or "")}
    return message(_first(request, "headers") or {}, _body(request, "content", "body", "data", "post_data"), **about)


def answer_of(response: Any) -> dict[str, object]:
    """Describe a response, as httpx, requests, a web framework's test client or Playwright give it."""
    status = _first(response, "status_code", "status")
    return message(_first(response, "headers") or {}, _body(response, "text", "content", "body", "data"), status=status)


def _first(thing: Any, *names: str) -> Any:
    """Return the first of some attributes that is there; what is a method in one library is a value in another."""
    for name in names:
        value = getattr(thing, name, None)
        value = value() if callable(value) else value
        if value is not None:
            return value
    return None


def _body(thing: Any, *names: str) -> Any:
    try:
        return _first(thing, *names)
    except Exception as error:  # one that was streamed may be gone, which is no reason to fail
        return f"[not read: {type(error).__name__}]"


def _readable(body: Any) -> str:
    if body is None or isinstance(body, str):
        return body or ""
    if isinstance(body, (bytes, bytearray)):
        try:
            return bytes(body).decode("utf-8")
        except UnicodeDecodeError:
            return f"[{len(body)} bytes]"
    return f"[{type(body).__name__}]"
