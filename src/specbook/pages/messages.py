"""How a text of the book stands in the code: in English, which the catalogues of other languages translate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True)
class Message:
    """An English text; where it counts, also its plural; `context` tells apart what is one word only in English."""

    english: str
    plural: str = ""
    context: str = ""


class Speaker(Protocol):
    """Says messages in one language."""

    def say(self, message: Message) -> str: ...

    def count(self, message: Message, count: int) -> str: ...


class Text:
    """A text; of the words of a language it is that text in this language."""

    def __init__(self, english: str, context: str = "") -> None:
        self.messages = (Message(english, context=context),)

    def __get__(self, words: Speaker, _: type) -> str:
        return words.say(self.messages[0])


class Phrase:
    """A text with names in braces, `{like}` this; of the words of a language it is called with what fills them in."""

    def __init__(self, english: str, context: str = "") -> None:
        self.messages = (Message(english, context=context),)

    def __get__(self, words: Speaker, _: type) -> Callable[..., str]:
        return words.say(self.messages[0]).format


class Count:
    """A text that depends on its `{count}`; of the words of a language it is called with that number."""

    def __init__(self, one: str, many: str) -> None:
        self.messages = (Message(one, many),)

    def __get__(self, words: Speaker, _: type) -> Callable[..., str]:
        return partial(_counted, words, self.messages[0])


class Texts:
    """Several texts by their keys; of the words of a language it is called with a key."""

    def __init__(self, english: Mapping[Key, str], context: str = "") -> None:
        self._by_key: dict[str, Message] = {key: Message(text, context=context) for key, text in english.items()}
        self.messages = tuple(self._by_key.values())

    def __get__(self, words: Speaker, _: type) -> Callable[[str], str]:
        return lambda key: words.say(self._by_key[key])


class Counts:
    """Several texts that depend on their `{count}`, by their keys; called with a key and the number."""

    def __init__(self, english: Mapping[str, tuple[str, str]]) -> None:
        self._by_key = {key: Message(one, many) for key, (one, many) in english.items()}
        self.messages = tuple(self._by_key.values())

    def __get__(self, words: Speaker, _: type) -> Callable[..., str]:
        return lambda key, count, **values: _counted(words, self._by_key[key], count, **values)


def messages_of(words: type) -> tuple[Message, ...]:
    """Return every message of a class of words once, in the order of the code."""
    found = (part.messages for part in vars(words).values() if isinstance(part, (Text, Phrase, Count, Texts, Counts)))
    return tuple(dict.fromkeys(message for group in found for message in group))


def _counted(words: Speaker, message: Message, count: int, **values: object) -> str:
    return words.count(message, count).format(count=count, **values)
