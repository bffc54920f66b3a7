"""What a step shows of what it saw: texts, pictures, files, links; with a caption, and without secrets."""

from __future__ import annotations

import json as json_format
import mimetypes
import time
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from specbook.pytest_plugin.masking import MASKED
from specbook.pytest_plugin.state import ATTEMPT, EVIDENCE, MASK
from specbook.pytest_plugin.stopping import stopping
from specbook.results import events

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.pytest_plugin.attempts import Stream
    from specbook.results.evidence_files import EvidenceFiles

LOG = "text/x.cucumber.log+plain"
LINKS = "text/uri-list"
TRANSCRIPT = "text/x.specbook.transcript+plain"
EXCHANGE = "application/vnd.specbook.http+json"
_LARGEST_INLINE = 64 * 1024
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"<svg", "image/svg+xml"),
    (b"<?xml", "image/svg+xml"),
)
_SECRET_HEADERS = {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"}


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
        self._config, self._mask = config, config.stash[MASK]
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
        data = image if isinstance(image, bytes) else Path(image).read_bytes()
        known = next((kind for signature, kind in _SIGNATURES if data.lstrip().startswith(signature)), "")
        self.attach(data, media_type or known or "image/webp", caption)

    def file(self, path: str | Path, caption: str = "", *, media_type: str = "", file_name: str = "") -> None:
        """Attach a file, under its own name or another one."""
        name = file_name or Path(path).name
        kind = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.attach(Path(path).read_bytes(), kind, caption, file_name=name)

    def transcript(self, command: str, output: str, caption: str = "") -> None:
        """Attach what a terminal showed: a command, and its output, which may have colours in it."""
        self.attach(f"$ {command}\n{output}", TRANSCRIPT, caption)

    def screenshot(self, page: Any, caption: str = "", *, full_page: bool = False) -> None:
        """Attach a picture of a page of Playwright's (the synchronous one)."""
        self.image(page.screenshot(full_page=full_page, animations="disabled"), caption)

    def exchange(self, response: Any, caption: str = "") -> None:
        """Attach a request and its answer, as an httpx or requests response holds them; no header that authorizes."""
        request = response.request
        self.json_as(
            EXCHANGE,
            {
                "request": _message(request.headers, _content(request), method=request.method, url=str(request.url)),
                "response": _message(response.headers, response.text, status=response.status_code),
            },
            caption,
        )

    def json_as(self, media_type: str, value: object, caption: str = "") -> None:
        """Attach a value as JSON of a media type of its own."""
        self.attach(json_format.dumps(value, indent=2, ensure_ascii=False, default=str), media_type, caption)

    def attach(self, body: str | bytes, media_type: str, caption: str = "", *, file_name: str = "") -> None:
        """Attach a text as it is, or bytes; what is large goes to a file that the stream refers to."""
        safe = self._mask.text(body) if isinstance(body, str) else self._safe(body)
        data = safe.encode("utf-8", "replace") if isinstance(safe, str) else safe
        if self._running is None or self._files is None:
            return
        node: dict[str, Any] = {"file_name": self._mask.text(file_name), **self._running.place}
        now = time.time_ns()
        if len(data) > _LARGEST_INLINE:
            with stopping(self._config):
                url = self._files.store(data, media_type)
            envelope = events.attachment("", media_type, now, url=url, **node)
        elif isinstance(safe, str):
            envelope = events.attachment(safe, media_type, now, **node)
        else:
            envelope = events.attachment(b64encode(data).decode("ascii"), media_type, now, base64=True, **node)
        self._running.stream.append(envelope)
        if caption:
            told = json_format.dumps({"caption": self._mask.text(caption)}, ensure_ascii=False)
            self._running.stream.append(events.our_attachment(told, **self._running.place))

    def _safe(self, data: bytes) -> bytes:
        """Take secrets out of bytes that are text; a picture or an archive that holds one is left out as a whole."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return MASKED.encode() if self._mask.hides_in(data) else data
        masked = self._mask.text(text)
        return data if masked == text else masked.encode("utf-8")


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """Attach texts, pictures, files or links to the step that is running, each with a caption if it needs one."""
    return Evidence(request.config, request.node.stash.get(ATTEMPT, None))


def _message(headers: Mapping[str, str], body: str, **about: object) -> dict[str, object]:
    shown = {name: MASKED if name.lower() in _SECRET_HEADERS else value for name, value in headers.items()}
    return {**about, "headers": shown, "body": body}


def _content(request: Any) -> str:
    body = getattr(request, "content", None) or getattr(request, "body", None) or b""
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
