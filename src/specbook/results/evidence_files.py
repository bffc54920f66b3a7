"""Large evidence as files beside the stream that refers to them, each named by its content."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "evidence"


@dataclass(frozen=True, slots=True)
class EvidenceFiles:
    """The files of one run, in a folder beside its stream."""

    run: Path

    def store(self, data: bytes, media_type: str) -> str:
        """Write a file if no other has its content, and return its address relative to the stream.

        Raises UnwritableError where it cannot be written.
        """
        extension = mimetypes.guess_extension(media_type.partition(";")[0]) or ".bin"
        name = hashlib.sha256(data).hexdigest()[:32] + extension
        path = self.run / FOLDER / name
        if not path.exists():
            write_atomically(path, data)
        return f"{FOLDER}/{name}"
