"""Large evidence as files beside the stream that refers to them, each named by its content."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.files import read_pieces, write_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = "evidence"


@dataclass(frozen=True, slots=True)
class EvidenceFiles:
    """The files of one run, in a folder beside its stream."""

    run: Path

    def store(self, pieces: Iterable[bytes], media_type: str) -> str:
        """Write what comes in pieces, once for the same content; return its address relative to the stream."""
        digest = hashlib.sha256()

        def noted() -> Iterator[bytes]:
            for piece in pieces:
                digest.update(piece)
                yield piece

        extension = mimetypes.guess_extension(media_type.partition(";")[0]) or ".bin"
        path = write_pieces(self.run / FOLDER, noted(), lambda: digest.hexdigest()[:32] + extension)
        return f"{FOLDER}/{path.name}"

    def take(self, source: Path) -> None:
        """Copy a file from another run; its name tells its content."""
        write_pieces(self.run / FOLDER, read_pieces(source), lambda: source.name)
