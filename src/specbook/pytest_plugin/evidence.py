"""What a step shows of what it saw: texts, pictures, files, links; with a caption, and without secrets."""

from __future__ import annotations

import inspect
import json as json_format
import mimetypes
import time
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from specbook.files import read_pieces
from specbook.pytest_plugin import exchanges
from specbook.pytest_plugin.masking import is_text
from specbook.pytest_plugin.secret_shapes import MASKED
from specbook.pytest_plugin.state import ATTEMPT, EVIDENCE, SECRETS
from specbook.pytest_plugin.stopping import stopping
from specbook.results import events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specbook.pytest_plugin.attempts import Stream
    from specbook.pytest_plugin.exchanges import Headers
    from specbook.results.evidence_files import EvidenceFiles

LOG = "text/x.cucumber.log+plain"
LINKS = "text/uri-list"
TRANSCRIPT = "text/x.specbook.transcript+plain"
EXCHANGE = "application/vnd.specbook.http+json"
_LARGEST_INLINE = 64 * 1024
_HEAD = 256
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"<svg", "image/svg+xml"),
    (b"<?xml", "image/svg+xml"),
)


class Running(Protocol):
    """What evidence is attached to: an attempt at an example, or a hook of the run."""

    stream: Stream

    @property
    def place(self) -> dict[str, str]:
        """The ids of the step or hook that runs."""
        ...


class Evidence:
    """Attaches evidence to the step or hook that runs; where nothing is recorded, it is checked and left."""

    def __init__(self, config: pytest.Config, running: Running | None) -> None:
        self._config, self._secrets = config, config.stash[SECRETS]
        self._files: EvidenceFiles | None = config.stash.get(EVIDENCE, None)
        self._running = running

    def text(self, text: str, caption: str = "", *, media_type: str = "text/plain", file_name: str = "") -> None:
        """Attach a text."""
        self.attach(text, media_type, caption, file_name=file_name)

    def log(self, text: str) -> None:
        """Attach a line of a log, which may have colours in it."""
        self.attach(text, LOG)

    def json(self, value: object, caption: str = "", *, file_name: str = "") -> None:
        """Attach a value as JSON."""
        text = json_format.dumps(value, indent=2, ensure_ascii=False, default=str)
        self.attach(text, "application/json", caption, file_name=file_name)

    def link(self, address: str, caption: str = "") -> None:
        """Attach a link."""
        self.attach(address, LINKS, caption)

    def image(self, image: bytes | str | Path, caption: str = "", *, media_type: str = "") -> None:
        """Attach a picture, given as its bytes or as the path of its file."""
        head = image[:_HEAD] if isinstance(image, bytes) else next(read_pieces(Path(image)), b"")[:_HEAD]
        known = next((kind for signature, kind in _SIGNATURES if head.lstrip().startswith(signature)), "")
        kind = media_type or known or "image/webp"
        if isinstance(image, bytes):
            self.attach(image, kind, caption)
        else:
            self._attach_file(Path(image), kind, caption, "")

    def file(self, path: str | Path, caption: str = "", *, media_type: str = "", file_name: str = "") -> None:
        """Attach a file, under its own name or another one; one of any size, for it is never held as a whole."""
        name = file_name or Path(path).name
        kind = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._attach_file(Path(path), kind, caption, name)

    def transcript(self, command: str, output: str, caption: str = "") -> None:
        """Attach what a terminal showed: a command, and its output, which may have colours in it."""
        self.attach(f"$ {command}\n{output}", TRANSCRIPT, caption)

    def screenshot(self, page: Any, caption: str = "", *, full_page: bool = False) -> None:
        """Attach a picture of a page of Playwright's (the synchronous one)."""
        if inspect.iscoroutinefunction(page.screenshot):
            raise TypeError("Playwright's asynchronous page is awaited: evidence.image(await page.screenshot())")
        self.image(page.screenshot(full_page=full_page, animations="disabled"), caption)

    def exchange(
        self,
        response: Any = None,
        caption: str = "",
        *,
        method: str = "GET",
        url: str = "",
        headers: Headers = (),
        body: str | bytes = "",
        status: int | None = None,
        response_headers: Headers = (),
        response_body: str | bytes = "",
    ) -> None:
        """Attach an HTTP request and its answer, without what authorizes.

        Give a response, as httpx, requests or a test client have it, which knows its request; or plain values.
        """
        if response is not None:
            request, answer = exchanges.request_of(response), exchanges.answer_of(response)
        else:
            request = exchanges.message(headers, body, method=method, url=url)
            answer = exchanges.message(response_headers, response_body, status=status)
        self.json_as(EXCHANGE, {"request": request, "response": answer}, caption)

    def json_as(self, media_type: str, value: object, caption: str = "") -> None:
        """Attach a value as JSON of a media type of its own."""
        self.attach(json_format.dumps(value, indent=2, ensure_ascii=False, default=str), media_type, caption)

    def attach(self, body: str | bytes, media_type: str, caption: str = "", *, file_name: str = "") -> None:
        """Attach a text as it is, or bytes; what is large goes to a file that the stream refers to."""
        if isinstance(body, bytes):
            self._attach_bytes(lambda: [body], len(body), media_type, caption, file_name)
            return
        safe = self._secrets.mask.text(body)
        data = safe.encode("utf-8", "replace")
        if len(data) > _LARGEST_INLINE:
            self._append_file([data], media_type, caption, file_name)
        else:
            self._append(media_type, caption, file_name, safe)

    def _attach_file(self, path: Path, media_type: str, caption: str, file_name: str) -> None:
        self._attach_bytes(lambda: read_pieces(path), path.stat().st_size, media_type, caption, file_name)

    def _attach_bytes(
        self, pieces: Callable[[], Iterable[bytes]], size: int, media_type: str, caption: str, file_name: str
    ) -> None:
        """Attach bytes, a text without the secrets in it; a picture or an archive that holds one is left out whole."""
        if is_text(next(iter(pieces()), b"")):
            safe = self._secrets.mask.in_pieces(pieces())
        elif self._secrets.mask.hides_in(pieces()):
            self._append("text/plain", caption, file_name, MASKED)
            return
        else:
            safe = pieces()
        if size > _LARGEST_INLINE:
            self._append_file(safe, media_type, caption, file_name)
        else:
            self._append(media_type, caption, file_name, b"".join(safe))

    def _append_file(self, pieces: Iterable[bytes], media_type: str, caption: str, file_name: str) -> None:
        if self._files is not None and self._running is not None:
            with stopping(self._config):
                url = self._files.store(pieces, media_type)
            self._append(media_type, caption, file_name, url=url)

    def _append(self, media_type: str, caption: str, file_name: str, body: str | bytes = "", *, url: str = "") -> None:
        if self._running is None or self._files is None:
            return
        text = body if isinstance(body, str) else b64encode(body).decode("ascii")
        name, place = self._secrets.mask.text(file_name), self._running.place
        self._running.stream.append(
            events.attachment(
                text, media_type, time.time_ns(), base64=isinstance(body, bytes), file_name=name, url=url, **place
            )
        )
        if caption:
            note = json_format.dumps({"caption": self._secrets.mask.text(caption)}, ensure_ascii=False)
            self._running.stream.append(events.our_attachment(note, **place))


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """Attach texts, pictures, files or links to the step that is running, each with a caption if it needs one."""
    return Evidence(request.config, request.node.stash.get(ATTEMPT, None))
