"""Catalogues: the words of the book in other languages, from gettext's .po files, ours and a project's own."""

from __future__ import annotations

import re
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

from specbook.errors import SettingsError
from specbook.pages.messages import messages_of
from specbook.pages.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from babel.messages.catalog import Catalog
    from babel.messages.catalog import Message as Entry

    from specbook.config import Project

# Babel passes over lines that it cannot read; a text would be lost without a word.
_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s*)?"([^"\\]|\\.)*"\s*)?')

_HEADER = "# What a book of Specbook says in its own words. Names in braces stay as they are."


def find_words(project: Project, language: str) -> tuple[Words, tuple[str, ...]]:
    """Return the words of a book in a language: a project's own first, then ours, English where nobody has any.

    With them, what the project's catalogues translate that the book does not say.
    Raises SettingsError, with its place, for a catalogue that cannot be read or does not fit its messages.
    """
    own = [(uri, _read(uri, text, language)) for uri, text in _own(project, language)]
    problems = tuple(problem for uri, catalogue in own for problem in _unused(catalogue, uri))
    shipped = _shipped(language)
    ours = [(shipped[0], _read(*shipped, language))] if shipped else []
    found: NullTranslations = NullTranslations()
    for uri, catalogue in reversed([*own, *ours]):
        translations = _compiled(catalogue, uri)
        translations.add_fallback(found)
        found = translations
    return Words(language, found), problems


def new_catalogue(project: Project, language: str, begun: Path | None = None) -> str:
    """Return a catalogue with every message of the book, and those translations that there are.

    They are those of the file that was `begun`, if there is one, else our own of that language.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    found = _shipped(language)
    if begun and begun.is_file():
        found = (_place(project, begun), begun.read_bytes())
    new = Catalog(_locale(language), header_comment=_HEADER, project="Specbook", fuzzy=False)
    catalogue = _read(*found, language) if found else new
    wanted = Catalog(_locale(language))
    for message in messages_of(Words):
        english = (message.english, message.plural) if message.plural else message.english
        wanted.add(english, context=message.context or None)
    catalogue.update(wanted, no_fuzzy_matching=True)
    written = BytesIO()
    write_po(written, catalogue, width=120, no_location=True)
    return written.getvalue().decode("utf-8")


def _own(project: Project, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield a project's catalogues of a language with their places, the nearest first."""
    if not project.settings.words:
        return
    folder = project.root / project.settings.words
    if not folder.is_dir():
        raise SettingsError(f"pyproject.toml: [tool.specbook] words: there is no folder {project.settings.words}/.")
    for name in _names(language):
        for path in sorted(folder.glob("*.po")):
            if _plain(path.stem) == name:
                yield _place(project, path), path.read_bytes()


def _unused(catalogue: Catalog, uri: str) -> Iterator[str]:
    """Tell of translations of what the book does not say: they were renamed, or mistyped."""
    known = {(message.english, message.context) for message in messages_of(Words)}
    for entry in catalogue:
        english = entry.id[0] if isinstance(entry.id, (tuple, list)) else entry.id
        if english and (english, entry.context or "") not in known:
            yield f"{uri}:{entry.lineno}: the book does not say “{english}”; `specbook words` brings it up to date."


def _shipped(language: str) -> tuple[str, bytes] | None:
    folder = files("specbook.pages") / "catalogues"
    found = (folder / f"{name}.po" for name in _names(language))
    return next(((f"specbook/{path.name}", path.read_bytes()) for path in found if path.is_file()), None)


def _names(language: str) -> tuple[str, ...]:
    """Return the names of a language's catalogues: `pt-br`, then `pt`."""
    plain = _plain(language)
    return tuple(dict.fromkeys((plain, plain.partition("-")[0])))


def _plain(language: str) -> str:
    return language.replace("_", "-").lower()


def _locale(language: str) -> str:
    """Return a language as Babel calls it."""
    return language.replace("-", "_")


def _place(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()


def _read(uri: str, text: bytes, language: str) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po

    try:
        lines = text.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        wrong = next((number for number, line in enumerate(lines, start=1) if not _LINE.fullmatch(line)), 0)
        if wrong:
            raise SettingsError(f'{uri}:{wrong}: this is no line of a .po file, such as msgstr "…" or a # comment.')
        catalogue = read_po(BytesIO("\n".join(lines).encode()), _locale(language), abort_invalid=True)
    except UnicodeDecodeError:
        raise SettingsError(f"{uri}: the file is not UTF-8; save it as UTF-8 in your editor.") from None
    except PoFileError as error:
        raise SettingsError(f"{uri}:{error.lineno + 1}: {str(error).rpartition(' on ')[0]}.") from None
    except ValueError as error:
        raise SettingsError(f"{uri}: its header cannot be read: {error}") from None
    for message in catalogue:
        if message.id:
            _check(message, catalogue, uri)
    return catalogue


def _check(entry: Entry, catalogue: Catalog, uri: str) -> None:
    """Raise SettingsError for a translation that does not fit its message."""
    english, texts = _texts(entry.id), _texts(entry.string)
    if not any(texts) or entry.fuzzy:
        return
    place, wanted = f"{uri}:{entry.lineno}", _fields(english[-1])
    if len(english) > 1 and not all(texts):
        raise SettingsError(f"{place}: this language has {catalogue.num_plurals} forms (msgstr[0], …); fill in all.")
    for text in texts:
        # One thing may be told without its number.
        found = _fields(text) | {"count"} if len(english) > 1 else _fields(text)
        if found != wanted:
            names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
            raise SettingsError(f"{place}: “{text}” must have the same names in braces as its msgid: {names}.")
        if re.search(r"[<>&]", text):
            raise SettingsError(f"{place}: “{text}” must hold no <, > or &: it is shown in pages as it is.")


def _texts(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms of a message: one, or as many as its language has plurals."""
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)


def _fields(text: str) -> frozenset[str]:
    """Return the names in braces; braces that make no sense are a name that no message has."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({"}"})


def _compiled(catalogue: Catalog, uri: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    try:
        write_mo(compiled, catalogue)
        compiled.seek(0)
        return GNUTranslations(compiled)
    except ValueError as error:
        raise SettingsError(f"{uri}: the Plural-Forms of its header mean nothing: {error}") from None
