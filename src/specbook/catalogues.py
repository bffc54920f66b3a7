"""Catalogues of translations, from gettext's .po files: read, held against what they translate, and looked up in."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

from specbook.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from babel.messages.catalog import Catalog
    from babel.messages.catalog import Message as Entry

    Catalogue = Catalog

# Babel passes over lines that it cannot read; a text would be lost without a word.
_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s*)?"([^"\\]|\\.)*"\s*)?')

# Headers that Babel writes by itself: the time, which would make each file another, and what nobody has filled in.
_SAYS_NOTHING = re.compile(
    r'^"(?:POT-Creation-Date|Generated-By|[\w-]+(?=: [^"]*(?:PROJECT VERSION|@ADDRESS|YEAR-MO-DA|@li\.org))): [^"]*"\n',
    re.MULTILINE,
)


def shipped_catalogue(room: str, language: str) -> tuple[str, bytes] | None:
    """Return the place and the text of our own catalogue of a language, in the folder `catalogues` of a room."""
    folder = files(room) / "catalogues"
    found = (folder / f"{name}.po" for name in catalogue_names(language))
    return next(((f"specbook/{path.name}", path.read_bytes()) for path in found if path.is_file()), None)


def catalogue_names(language: str) -> tuple[str, ...]:
    """Return the names of a language's catalogues: `pt-br`, then `pt`."""
    plain = plain_name(language)
    return tuple(dict.fromkeys((plain, plain.partition("-")[0])))


def plain_name(language: str) -> str:
    return language.replace("_", "-").lower()


def locale_name(language: str) -> str:
    """Return a language as Babel calls it."""
    return language.replace("-", "_")


def is_singular(language: str, count: int) -> bool:
    """Tell whether a language says a count as it says one, by Unicode's CLDR."""
    from babel import Locale

    return bool(Locale(plain_name(language).partition("-")[0]).plural_form(count) == "one")


def read_catalogue(uri: str, text: bytes, language: str, *, in_pages: bool = True) -> Catalog:
    """Read a catalogue; raise SettingsError, with its place, for one that is torn or does not fit its messages.

    What is shown `in_pages` as it is must hold no HTML.
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        lines = text.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        wrong = next((number for number, line in enumerate(lines, start=1) if not _LINE.fullmatch(line)), 0)
        if wrong:
            raise SettingsError(f'{uri}:{wrong}: this is no line of a .po file, such as msgstr "…" or a # comment.')
        catalogue = read_po(BytesIO("\n".join(lines).encode()), locale_name(language), abort_invalid=True)
    except UnicodeDecodeError:
        raise SettingsError(f"{uri}: the file is not UTF-8; save it as UTF-8 in your editor.") from None
    except PoFileError as error:
        raise SettingsError(f"{uri}:{error.lineno + 1}: {str(error).rpartition(' on ')[0]}.") from None
    except ValueError as error:
        raise SettingsError(f"{uri}: its header cannot be read: {error}") from None
    for message in catalogue:
        if message.id:
            _check(message, catalogue, uri, in_pages=in_pages)
    return catalogue


def updated_catalogue(
    begun: tuple[str, bytes] | None,
    wanted: Iterable[tuple[str | tuple[str, str], str]],
    language: str,
    header: str,
    *,
    in_pages: bool = True,
) -> str:
    """Return the text of a catalogue with all wanted messages, and the translations of the one that was begun.

    A message is its English text, or that of one and of many, and its context.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    new = Catalog(locale_name(language), header_comment=header, project="Specbook", fuzzy=False)
    catalogue = read_catalogue(*begun, language, in_pages=in_pages) if begun else new
    template = Catalog(locale_name(language))
    for english, context in wanted:
        template.add(english, context=context or None)
    catalogue.update(template, no_fuzzy_matching=True)
    written = BytesIO()
    write_po(written, catalogue, width=0, no_location=True)
    return _SAYS_NOTHING.sub("", written.getvalue().decode("utf-8"))


def compiled(catalogue: Catalog, uri: str) -> GNUTranslations:
    """Return a catalogue to look up in; raise SettingsError where its Plural-Forms mean nothing."""
    from babel.messages.mofile import write_mo

    written = BytesIO()
    try:
        write_mo(written, catalogue)
        written.seek(0)
        return GNUTranslations(written)
    except ValueError as error:
        raise SettingsError(f"{uri}: the Plural-Forms of its header mean nothing: {error}") from None


def _check(entry: Entry, catalogue: Catalog, uri: str, *, in_pages: bool) -> None:
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
        if in_pages and re.search(r"[<>&]", text):
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
