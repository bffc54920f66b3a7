"""The kit's samples run by Specbook, in a project of their own each, and the streams that come of it."""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from cucumber_compatibility_kit import CompatibilityKit
from steps.projects import environment
from tests.compatibility.masking import Envelope

KIT = Path(sys.modules[CompatibilityKit.__module__].__file__ or "").parent / "features"
SAMPLES = sorted(path.name for path in KIT.iterdir() if path.is_dir())
OURS = "application/vnd.specbook+json"
DEFINITIONS = Path(__file__).parent / "samples"
# What the kit's own arguments are called by pytest and its plug-ins.
ARGUMENTS = {"--retry 2": ["--reruns", "2"], "--order reverse": ["--reverse"], "--error": ["--error"]}
CONFTEST = """\
import pytest


def pytest_addoption(parser):
    parser.addoption("--reverse", action="store_true")
    parser.addoption("--error", action="store_true")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--reverse"):
        items.reverse()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session):
    if session.config.getoption("--error"):
        raise RuntimeError("Whoops!")
    return (yield)
"""


@cache
def reference(sample: str) -> list[Envelope]:
    """Read the stream that the kit expects."""
    text = (KIT / sample / f"{sample}.ndjson").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def run(sample: str, root: Path, *arguments: str) -> list[Envelope]:
    """Run a sample in a new project and read our stream, without what Messages has no field for."""
    shutil.copytree(KIT / sample, root / "samples" / sample)
    (root / "steps").mkdir()
    shutil.copy(DEFINITIONS / f"{sample.replace('-', '_')}.py", root / "steps" / "definitions.py")
    (root / "pyproject.toml").write_text('[tool.specbook]\nspecs = "samples"\n', "utf-8")
    (root / "conftest.py").write_text(CONFTEST, "utf-8")
    given = root / "samples" / sample / f"{sample}.arguments.txt"
    own = ARGUMENTS[given.read_text("utf-8").strip()] if given.is_file() else []
    command = [sys.executable, "-m", "specbook", "run", "--", "-q", *own, *arguments]
    done = subprocess.run(command, cwd=root, env=environment(), capture_output=True, text=True, check=False)
    streams = list(root.glob(".specbook/results/*/messages.ndjson"))
    assert streams, done.stdout + done.stderr
    lines = streams[0].read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line and not re.search(rf'"mediaType":"{re.escape(OURS)}"', line)]
