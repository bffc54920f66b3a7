"""What the last green run of each example showed, made safe to show again: pictures, texts and links."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from specbook.errors import ParseError
from specbook.results.attachments import AttachmentReader, LostError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from specbook.ledger import Entry, Ledger
    from specbook.pages.words import Words
    from specbook.results.run import Attachment

EVIDENCE = "assets/evidence"
Kind = Literal["picture", "text", "link", "more", "broken"]
_LARGEST_DRAWING = 256 * 1024
_MOST_TEXT = 64 * 1024
_SIGNATURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n", "png"),
    "image/jpeg": (b"\xff\xd8\xff", "jpg"),
    "image/gif": (b"GIF8", "gif"),
    "image/webp": (b"RIFF", "webp"),
}
_DRAWING = "image/svg+xml"
_EXCHANGE = "application/vnd.specbook.http+json"
_LINKS = "text/uri-list"
# Texts that are meant for every reader; what else is text is shown to the team, as the files are.
_FOR_ALL = frozenset({"text/plain", "text/x.specbook.transcript+plain"})
_ACTIVE = re.compile(rb"<\s*(\w+:)?(script|foreignObject|handler)\b|\son\w+\s*=|javascript\s*:|<!ENTITY", re.IGNORECASE)
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)?")


class _UnfitError(Exception):
    """Why something attached is not what it is said to be."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing shown: `text` is what it says, or why it is not shown; `address` a file below docs/, or a data URI."""

    kind: Kind
    caption: str
    text: str = ""
    address: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Exhibits:
    """Everything that the pages show of green runs, and the files that this needs, by address below docs/.

    `by_example` holds, by file and line of an example, its exhibits by the line of their step, 0 for those of hooks.
    """

    by_example: Mapping[tuple[str, int], Mapping[int, tuple[Exhibit, ...]]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[ParseError, ...] = ()

    def of(self, entry: Entry) -> Mapping[int, tuple[Exhibit, ...]]:
        return self.by_example.get((entry.pickle.uri, entry.pickle.location.line), {})


def gather_exhibits(ledger: Ledger, root: Path, words: Words, *, details: bool) -> Exhibits:
    """Read what each example's newest green result attached; `details` takes in logs and files, for the team."""
    gathering = _Gathering(AttachmentReader(root), words, details)
    found = {(entry.pickle.uri, entry.pickle.location.line): gathering.of(entry) for entry in ledger.entries}
    shown = {key: by_step for key, by_step in found.items() if by_step}
    return Exhibits(shown, gathering.files, tuple(gathering.problems))


@dataclass(frozen=True, slots=True)
class _Gathering:
    reader: AttachmentReader
    words: Words
    details: bool
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[ParseError] = field(default_factory=list)

    def of(self, entry: Entry) -> dict[int, tuple[Exhibit, ...]]:
        """Return an example's exhibits by the line that their step has now; its steps are those that were run."""
        result = entry.green.partner if entry.green else None
        if not result or not any(step.attachments for step in result.steps):
            return {}
        ran = [step for step in result.steps if step.line]
        lines = [step.location.line for step in entry.pickle.steps]
        by_step: dict[int, list[Exhibit]] = defaultdict(list)
        if len(ran) == len(lines):
            for line, step in zip(lines, ran, strict=True):
                by_step[line].extend(self._exhibits(step.attachments))
        for step in result.steps:
            if not step.line:
                by_step[0].extend(self._exhibits(step.attachments))
        return {line: tuple(shown) for line, shown in by_step.items() if shown}

    def _exhibits(self, attachments: Iterable[Attachment]) -> Iterable[Exhibit]:
        for attachment in attachments:
            kind = _kind(attachment)
            if kind == "more" and not self.details:
                continue
            try:
                yield self._exhibit(kind, attachment)
            except (LostError, _UnfitError) as error:
                what = attachment.caption or attachment.file_name or attachment.media_type
                told = f"the evidence “{what}” is not shown: {error}"
                self.problems.append(ParseError(attachment.uri, attachment.line, 1, told))
                why = f"{attachment.uri}:{attachment.line}: {error}" if self.details else ""
                yield Exhibit("broken", attachment.caption, why)

    def _exhibit(self, kind: Kind, attachment: Attachment) -> Exhibit:
        media_type, caption = _plain_type(attachment), attachment.caption or attachment.file_name
        if kind == "picture":
            return self._picture(media_type, caption, self.reader.read(attachment))
        if not _is_text(media_type):
            return Exhibit("more", caption, self.words.kept_file(media_type=media_type))
        data = self.reader.read(attachment, _MOST_TEXT)
        text = _readable(media_type, data.decode("utf-8", "replace"))
        cut = f"\n{self.words.cut}" if attachment.url and len(data) == _MOST_TEXT else ""
        return Exhibit(kind, caption, text + cut)

    def _picture(self, media_type: str, caption: str, data: bytes) -> Exhibit:
        if media_type == _DRAWING:
            _check_drawing(data)
            # A drawing is a program to a browser that opens it; so it is no file that could be opened.
            return Exhibit("picture", caption, "", f"data:{_DRAWING};base64,{b64encode(data).decode('ascii')}")
        signature, ending = _SIGNATURES[media_type]
        if not data.startswith(signature) or (ending == "webp" and data[8:12] != b"WEBP"):
            raise _UnfitError(f"it is no {media_type}, though it says so")
        address = f"{EVIDENCE}/{hashlib.sha256(data).hexdigest()[:32]}.{ending}"
        self.files[address] = data
        size = (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) if ending == "png" else None
        return Exhibit("picture", caption, "", address, size)


def _plain_type(attachment: Attachment) -> str:
    return attachment.media_type.partition(";")[0].strip().lower()


def _kind(attachment: Attachment) -> Kind:
    media_type = _plain_type(attachment)
    if media_type in _SIGNATURES or media_type == _DRAWING:
        return "picture"
    if media_type == _LINKS:
        return "link"
    is_file = bool(attachment.file_name)
    return "text" if media_type == _EXCHANGE or (media_type in _FOR_ALL and not is_file) else "more"


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(("json", "xml", "yaml", "toml", "javascript"))


def _check_drawing(data: bytes) -> None:
    if b"<svg" not in data[:4096]:
        raise _UnfitError(f"it is no {_DRAWING}, though it says so")
    active = _ACTIVE.search(data)
    if active:
        found = active[0].decode("utf-8", "replace").strip()
        raise _UnfitError(f"a drawing must hold nothing that runs, and this one holds “{found}”")
    if len(data) > _LARGEST_DRAWING:
        raise _UnfitError(f"a drawing of more than {_LARGEST_DRAWING // 1024} KiB; attach it as a PNG")


def _readable(media_type: str, text: str) -> str:
    """Return a text as a reader wants it: an exchange as it goes over the wire, a terminal's without its colours."""
    if media_type == _EXCHANGE:
        try:
            node = json.loads(text)
            return f"{_message(node['request'])}\n\n{_message(node['response'])}"
        except (ValueError, KeyError, TypeError, AttributeError):
            raise _UnfitError("it is no request with its answer, though it says so") from None
    return _COLOURS.sub("", text).strip("\n")


def _message(node: Mapping[str, object]) -> str:
    """Write a request or an answer: its first line, its headers, and its body."""
    first = f"{node['method']} {node['url']}" if "method" in node else f"{node['status']}"
    headers = node["headers"]
    named = [f"{name}: {value}" for name, value in headers.items()] if isinstance(headers, dict) else []
    body = str(node["body"])
    return "\n".join([first.strip(), *named, *(["", body] if body else [])])
