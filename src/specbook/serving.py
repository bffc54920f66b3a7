"""The book served while its sources change: the page of a spec at once, everything when there is time."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from specbook.config import find_project
from specbook.engine.live_site import LiveSite
from specbook.errors import SpecbookError, UsageError
from specbook.findings import load_findings
from specbook.pages.site import FILE_NAME
from specbook.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

    from watchdog.observers.api import BaseObserver, ObservedWatch

    from specbook.config import Project
    from specbook.finding import Finding

_SETTLE_SECONDS = 0.05
_IDLE_SECONDS = 1.0
_ROOT_FILES = ("pyproject.toml", "mkdocs.yml")
_WHOLE_BOOK = (sys.executable, "-m", "specbook.engine.whole_book")


def serve_book(project: Project, audience: str, address: str, say: Callable[[str], None]) -> int:
    """Serve the book until it is interrupted; what is wrong is said, and left behind when it is mended.

    Raises UsageError where nothing can listen at the address, and what `stand` raises.
    """
    _try(address)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    changes: queue.Queue[str] = queue.Queue()
    preview = Preview(project, audience)
    whole = _Whole(project, audience, f"http://{address}/")
    observer = _watch(project, changes)
    try:
        whole.begin()
        if not whole.wait():
            return 1
        preview.compare(whole.findings())
        follower = _Follower(project, audience, whole, preview, say)
        site = LiveSite(whole.config_file, whole.shown(), address, follower.margin)
        follower.follow(site, changes)
        say(f"Serving on {site.url} and watching for changes. Stop with Ctrl-C.")
        site.serve()
    except KeyboardInterrupt:
        pass
    finally:
        observer.stop()
        whole.end()
    return 0


def _end(number: int, _: FrameType | None) -> None:
    """End by Ctrl-C as by another program, once: a second time must not keep from ending what was begun."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt(number)


def _try(address: str) -> None:
    """Listen at an address for a moment: better now than when the book is built."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_server((host, int(port))).close()
    except (ValueError, OverflowError):
        raise UsageError(f"--address {address}: this is no address; write it as 127.0.0.1:8000.") from None
    except OSError as error:
        raise UsageError(f"--address {address}: {error.strerror}. Choose another port.") from None


class _Whole:
    """The whole book, built into one of two folders while the other is shown."""

    def __init__(self, project: Project, audience: str, url: str) -> None:
        self._project, self._audience, self._url = project, audience, url
        folder = project.book / audience
        self.config_file = folder / FILE_NAME
        self._served = folder / "served"
        self._next, self._other = self._served / "a", self._served / "b"
        self._findings = self._served / "findings.json"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_under_way(self) -> bool:
        return self._process is not None

    def begin(self) -> None:
        arguments = (str(self._project.root), self._audience, str(self._next), self._url, str(self._findings))
        # Material's notice about MkDocs 2 is no finding of this book.
        quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        # Ctrl-C is for the server alone, which ends this process then.
        command = [*_WHOLE_BOOK, *arguments]
        self._process = subprocess.Popen(command, cwd=self._project.root, env=quiet, start_new_session=True)

    def wait(self) -> bool:
        """Wait until it is built; tell whether it is."""
        return self._process is not None and self._process.wait() == 0

    def is_ready(self) -> bool:
        """Tell, once, that it was built; what could not be built is over, too."""
        if self._process is None or self._process.poll() is None:
            return False
        built = self._process.returncode == 0
        if not built:
            self._process = None
        return built

    def findings(self) -> tuple[Finding, ...]:
        """Return what the checks found in the specs that it was built of."""
        return load_findings(self._findings.read_text("ascii"))

    def shown(self) -> Path:
        """Return the folder that was built; from now on the next is built into the other one."""
        self._process = None
        self._next, self._other = self._other, self._next
        return self._other

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def end(self) -> None:
        self.stop()
        shutil.rmtree(self._served, ignore_errors=True)


class _Follower:
    """Brings the served site up to date in a thread: a spec's page at once, the whole a moment later."""

    def __init__(
        self,
        project: Project,
        audience: str,
        whole: _Whole,
        preview: Preview,
        say: Callable[[str], None],
    ) -> None:
        self._root, self._audience = project.root, audience
        self._whole, self._preview, self._say = whole, preview, say
        self._read_again = False
        self._due = float("inf")

    def margin(self, file: str) -> str | None:
        """Tell what stands in the margin of a page of the book as it is now."""
        return self._preview.margin(file)

    def follow(self, site: LiveSite, changes: queue.Queue[str]) -> None:
        self._site = site
        threading.Thread(target=self._follow, args=(changes,), daemon=True).start()

    def _follow(self, changes: queue.Queue[str]) -> None:
        while True:
            paths = _settled(changes)
            try:
                if paths:
                    self._take(paths)
                self._look_after_the_whole()
            except (SpecbookError, OSError, UnicodeDecodeError) as error:  # a file may be half written, or gone again
                self._say(f"Not shown yet: {error}")

    def _take(self, paths: Iterable[Path]) -> None:
        """Show what was written in specs, and see to the rest with the whole."""
        written = [path for path in paths if self._preview.knows(path)]
        if len(written) < len(list(paths)):
            self._read_again, self._due = True, time.monotonic()
        for path in written:
            self._whole.stop()  # it would put back the page as it was
            self._due = time.monotonic() + _IDLE_SECONDS
            self._show(path)

    def _show(self, path: Path) -> None:
        if self._read_again:
            self._read()
        shown = self._preview.stage(path)
        for problem in (*shown.errors, *shown.staged.problems):
            self._say(str(problem))
        if shown.differs:
            self._site.refresh()
            self._say(f"Shown: {path.relative_to(self._root).as_posix()}")

    def _read(self) -> None:
        self._preview = Preview(find_project(self._root), self._audience, self._preview.findings)
        self._read_again = False

    def _look_after_the_whole(self) -> None:
        if self._whole.is_ready():
            self._preview.compare(self._whole.findings())
            self._site.show(self._whole.shown())
            self._say("Everything is shown as it is now.")
        if time.monotonic() >= self._due and not self._whole.is_under_way:
            self._due = float("inf")
            self._whole.begin()
            if self._read_again:
                self._read()


class _Listener(FileSystemEventHandler):
    """Passes on the changes that a book may show: writes, not reads, and no file that the book itself is made of."""

    def __init__(self, changes: queue.Queue[str]) -> None:
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        # A folder is written when a file in it is, which is told by itself.
        if event.event_type in {"opened", "closed_no_write"} or (event.is_directory and event.event_type == "modified"):
            return
        for path in filter(None, (str(event.src_path), str(event.dest_path))):
            self.take(path)

    def take(self, path: str) -> None:
        self._changes.put(path)


class _RootListener(_Listener):
    """Passes on changes of the settings files in a project's root, and watches its folders, made later or anew, too."""

    def __init__(self, changes: queue.Queue[str], observer: BaseObserver, folders: Iterable[Path]) -> None:
        super().__init__(changes)
        self._observer = observer
        self._watched: dict[str, ObservedWatch | None] = {str(folder): None for folder in folders}
        for folder in self._watched:
            self._watch(folder)

    def take(self, path: str) -> None:
        if path.endswith(_ROOT_FILES):
            super().take(path)
        elif path in self._watched:
            self._watch(path)
            super().take(path)  # what came into it before it was watched is found with the whole

    def _watch(self, folder: str) -> None:
        known = self._watched[folder]
        if known:  # of a folder that is gone, and cannot be watched again otherwise
            self._observer.unschedule(known)
        there = Path(folder).is_dir()
        self._watched[folder] = (
            self._observer.schedule(_Listener(self._changes), folder, recursive=True) if there else None
        )


def _watch(project: Project, changes: queue.Queue[str]) -> BaseObserver:
    """Watch specs, steps, docs and results for changes, and the root for its settings files and these folders alone."""
    observer = Observer()
    project.results.mkdir(parents=True, exist_ok=True)
    folders = (project.specs, project.steps, project.docs, project.results)
    observer.schedule(_RootListener(changes, observer, folders), str(project.root))
    observer.start()
    return observer


def _settled(changes: queue.Queue[str]) -> tuple[Path, ...]:
    """Wait a moment for changes, then until there have been no more for as long; return the files."""
    found: dict[str, None] = {}
    while True:
        try:
            found[changes.get(timeout=_SETTLE_SECONDS)] = None
        except queue.Empty:
            return tuple(map(Path, found))
