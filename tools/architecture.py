"""Write docs/contributing/architecture.md from the modules' own first lines."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "specbook"
PAGE = ROOT / "docs" / "contributing" / "architecture.md"
INTRODUCTION = ROOT / "docs" / "contributing" / "architecture-introduction.txt"


def architecture() -> str:
    """Return the page: its introduction, then every module with the purpose that it states itself."""
    rooms = [SOURCE, *sorted(path for path in SOURCE.iterdir() if (path / "__init__.py").is_file())]
    sections = [f"## `{_name(room)}`\n\n{_purpose(room / '__init__.py')}\n\n{_table(room)}" for room in rooms]
    return INTRODUCTION.read_text("utf-8").rstrip() + "\n\n" + "\n".join(sections)


def _table(room: Path) -> str:
    rows = [f"| `{path.stem}` | {_purpose(path)} |" for path in sorted(room.glob("*.py")) if path.stem != "__init__"]
    return "\n".join(["| module | purpose |", "| --- | --- |", *rows]) + "\n"


def _name(room: Path) -> str:
    return ".".join(room.relative_to(SOURCE.parent).parts)


def _purpose(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.splitlines()[0].replace("|", "\\|").replace("<", "&lt;") if text else ""


if __name__ == "__main__":
    PAGE.write_text(architecture(), "utf-8")
