"""The book served while its sources change: watched, staged again, reloaded by the engine."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from specbook.building import stage_book
from specbook.config import find_project
from specbook.errors import SpecbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

    from specbook.config import Project

_SETTLE_SECONDS = 0.2
_ROOT_FILES = ("pyproject.toml", "mkdocs.yml")


def serve_book(project: Project, audience: str, address: str, say: Callable[[str], None]) -> int:
    """Serve the book until it is interrupted; what is wrong is said, and left behind when it is mended."""
    standing, staged = stage_book(project, audience)
    for unread in (*standing.errors, *standing.problems, *standing.notes):
        say(str(unread))
    changes: queue.Queue[str] = queue.Queue()
    observer = _watch(project, changes)
    config = str(staged.folder / "mkdocs.yml")
    engine = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "--quiet", "serve", "--config-file", config, "--dev-addr", address],
        cwd=project.root,
    )
    # Ended by another program as by Ctrl-C, so that the engine does not live on.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say(f"Serving on http://{address}/ and watching for changes. Stop with Ctrl-C.")
    try:
        while engine.poll() is None:
            if _settled(changes):
                _stage_again(project.root, audience, say)
    except KeyboardInterrupt:
        pass
    finally:
        observer.stop()
        engine.terminate()
        code = engine.wait()
    return 0 if code <= 0 else 1


class _Listener(FileSystemEventHandler):
    """Passes on the changes that a book may show: writes, not reads, and no file that the book itself is made of."""

    def __init__(self, changes: queue.Queue[str], only: tuple[str, ...] = ()) -> None:
        self._changes = changes
        self._only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = [str(event.src_path), str(event.dest_path)]
        if event.event_type in {"opened", "closed_no_write"}:
            return
        if not self._only or any(path.endswith(self._only) for path in paths):
            self._changes.put(paths[0])


def _watch(project: Project, changes: queue.Queue[str]) -> BaseObserver:
    """Watch specs, steps, docs and results for changes, and the root for its settings files alone."""
    observer = Observer()
    project.results.mkdir(parents=True, exist_ok=True)
    for folder in (project.specs, project.steps, project.docs, project.results):
        if folder.is_dir():
            observer.schedule(_Listener(changes), str(folder), recursive=True)
    observer.schedule(_Listener(changes, _ROOT_FILES), str(project.root))
    observer.start()
    return observer


def _settled(changes: queue.Queue[str]) -> bool:
    """Wait for a change, then until there have been no more for a moment; tell whether there was one."""
    try:
        changes.get(timeout=0.5)
    except queue.Empty:
        return False
    while True:
        try:
            changes.get(timeout=_SETTLE_SECONDS)
        except queue.Empty:
            return True


def _stage_again(root: Path, audience: str, say: Callable[[str], None]) -> None:
    try:
        standing, staged = stage_book(find_project(root), audience)
    except (SpecbookError, OSError, UnicodeDecodeError) as error:  # a file may be half written, or gone again
        say(f"Not shown yet: {error}")
        return
    for unread in (*standing.errors, *standing.problems, *standing.notes):
        say(str(unread))
    if staged.written or staged.removed:
        say(f"Changed: {', '.join((*staged.written, *staged.removed))}")
