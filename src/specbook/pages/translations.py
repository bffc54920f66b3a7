"""Catalogues: the words of the book in other languages, from gettext's .po files, ours and a project's own."""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING

from specbook.catalogues import (
    catalogue_names,
    compiled,
    plain_name,
    read_catalogue,
    shipped_catalogue,
    updated_catalogue,
)
from specbook.errors import SettingsError
from specbook.pages.messages import messages_of
from specbook.pages.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from specbook.catalogues import Catalogue
    from specbook.config import Project

_HEADER = "# What a book of Specbook says in its own words. Names in braces stay as they are."


def find_words(project: Project, language: str) -> tuple[Words, tuple[str, ...]]:
    """Return the words of a book in a language: a project's own first, then ours, English where nobody has any.

    With them, what the project's catalogues translate that the book does not say.
    Raises SettingsError, with its place, for a catalogue that cannot be read or does not fit its messages.
    """
    own = [(uri, read_catalogue(uri, text, language)) for uri, text in _own(project, language)]
    problems = tuple(problem for uri, catalogue in own for problem in _unused(catalogue, uri))
    shipped = shipped_catalogue("specbook.pages", language)
    ours = [(shipped[0], read_catalogue(*shipped, language))] if shipped else []
    found: NullTranslations = NullTranslations()
    for uri, catalogue in reversed([*own, *ours]):
        translations = compiled(catalogue, uri)
        translations.add_fallback(found)
        found = translations
    return Words(language, found), problems


def new_catalogue(project: Project, language: str, begun: Path | None = None) -> str:
    """Return a catalogue with every message of the book, and those translations that there are.

    They are those of the file that was `begun`, if there is one, else our own of that language.
    """
    found = shipped_catalogue("specbook.pages", language)
    if begun and begun.is_file():
        found = (_place(project, begun), begun.read_bytes())
    wanted = (
        ((message.english, message.plural) if message.plural else message.english, message.context)
        for message in messages_of(Words)
    )
    return updated_catalogue(found, wanted, language, _HEADER)


def _own(project: Project, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield a project's catalogues of a language with their places, the nearest first."""
    if not project.settings.words:
        return
    folder = project.root / project.settings.words
    if not folder.is_dir():
        raise SettingsError(f"pyproject.toml: [tool.specbook] words: there is no folder {project.settings.words}/.")
    for name in catalogue_names(language):
        for path in sorted(folder.glob("*.po")):
            if plain_name(path.stem) == name:
                yield _place(project, path), path.read_bytes()


def _unused(catalogue: Catalogue, uri: str) -> Iterator[str]:
    """Tell of translations of what the book does not say: they were renamed, or mistyped."""
    known = {(message.english, message.context) for message in messages_of(Words)}
    for entry in catalogue:
        english = entry.id[0] if isinstance(entry.id, (tuple, list)) else entry.id
        if english and (english, entry.context or "") not in known:
            yield f"{uri}:{entry.lineno}: the book does not say “{english}”; `specbook words` brings it up to date."


def _place(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()
