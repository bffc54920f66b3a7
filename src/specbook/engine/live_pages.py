"""What a served page has beyond the built one: scripts that keep its place and fill its margin, put into the answer.

None of it is ever in a file of the book.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from specbook.pages.places import ASSETS, built_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_FOLDER = f"{ASSETS}/live/"
_PLACE, _MARGIN, _STYLE, _RECORD = "live.js", "margin.js", "margin.css", "margin.json"
_TYPES = {"js": "application/javascript", "css": "text/css", "json": "application/json"}


class LivePages:
    """An application that adds to the pages of another one, whose site is mounted at a path.

    `margin` returns the record of a page's margin, by its file in the book; None where this book has no margins.
    """

    def __init__(self, application: WSGIApplication, mount: str, margin: Callable[[str], str | None]) -> None:
        self._application, self._mount, self._margin = application, mount, margin

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        name = path.removeprefix(self._mount + _FOLDER)
        content = self._content(name, environ.get("QUERY_STRING", ""))
        if not content:
            return self._added(path, environ, start_response)
        kind = _TYPES[name.rpartition(".")[2]]
        headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")]
        start_response("200 OK", headers)
        return [content]

    def _content(self, name: str, query: str) -> bytes:
        """Return what only the server has under a name; empty where it is none of that."""
        if name == _RECORD:
            (page,) = parse_qs(query).get("page", [""])[:1]
            return (self._margin(self._file(page)) or "").encode()
        return (files("specbook.pages") / "assets" / name).read_bytes() if name in {_PLACE, _MARGIN, _STYLE} else b""

    def _file(self, path: str) -> str:
        """Return the file of the book behind the path of a request."""
        return built_file(path).removeprefix(self._mount)

    def _added(self, path: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the other application does, and add to what is a page."""
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def hear(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            told.append((status, headers))
            return _nothing_more

        body = self._application(environ, hear)
        ((status, headers),) = told
        if status != "200 OK" or ("Content-Type", "text/html") not in headers:
            start_response(status, headers)
            return body
        page = self._with_scripts(b"".join(body), path)
        getattr(body, "close", lambda: None)()  # as PEP 3333 asks for
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*kept, ("Content-Length", str(len(page)))])
        return [page]

    def _with_scripts(self, page: bytes, path: str) -> bytes:
        folder = quote(self._mount + _FOLDER)
        head, scripts = "", [_PLACE]
        if self._margin(self._file(path)) is not None:
            head, scripts = f'<link rel="stylesheet" href="{folder}{_STYLE}">', [*scripts, _MARGIN]
        foot = "".join(f'<script src="{folder}{name}"></script>' for name in scripts)
        before, end, after = page.rpartition(b"</body>")
        return before.replace(b"</head>", head.encode() + b"</head>", 1) + foot.encode() + end + after


def _nothing_more(data: bytes) -> None:
    """Take what an application would write aside from its answer; the server of MkDocs writes nothing so."""
    raise NotImplementedError(data)
