"""What steps attached, read back from where it lies: from a line of its stream, or from a file beside that."""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode
from typing import TYPE_CHECKING

from specbook.results.evidence_files import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.results.run import Attachment

_BESIDE = re.compile(rf"{FOLDER}/[\w-]+(\.[\w-]+)*")


class LostError(Exception):
    """Why the content of an attachment is not to be had."""


class AttachmentReader:
    """Reads the content of attachments; each stream is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._streams: dict[str, list[bytes]] = {}

    def read(self, attachment: Attachment, most: int = -1) -> bytes:
        """Return what was attached, of a file no more than `most` bytes; raise LostError where that is not there."""
        try:
            return self._beside(attachment, most) if attachment.url else self._inline(attachment)
        except OSError as error:
            raise LostError(f"it cannot be read: {error.strerror}") from None

    def _beside(self, attachment: Attachment, most: int) -> bytes:
        folder = (self._root / attachment.uri).parent
        path = folder / attachment.url
        # A stream may come from anywhere; it shows nothing but what lies in its own folder.
        if not _BESIDE.fullmatch(attachment.url) or not path.resolve().is_relative_to(folder.resolve()):
            raise LostError(f"“{attachment.url}” is no file in {FOLDER}/ beside its stream")
        if not path.is_file():
            raise LostError(f"its file {attachment.url} is missing")
        with path.open("rb") as file:
            return file.read(most)

    def _inline(self, attachment: Attachment) -> bytes:
        try:
            node = json.loads(self._lines(attachment.uri)[attachment.line - 1])["attachment"]
            body = str(node["body"])
            return b64decode(body, validate=True) if node.get("contentEncoding") == "BASE64" else body.encode()
        except (IndexError, KeyError, TypeError, ValueError, binascii.Error):
            raise LostError("it cannot be read from its line") from None

    def _lines(self, uri: str) -> list[bytes]:
        if uri not in self._streams:
            self._streams[uri] = (self._root / uri).read_bytes().split(b"\n")
        return self._streams[uri]
