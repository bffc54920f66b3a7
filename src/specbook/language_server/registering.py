"""What is for specs alone, so that an editor that has us look at Python, too, asks others about its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types as lsp
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from specbook.reader import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import Any

_SPECS: list[lsp.DocumentFilter] = [lsp.TextDocumentFilterPattern(pattern=f"**/*{suffix}") for suffix in SUFFIXES]


class _Feature(NamedTuple):
    """What an editor can do with specs alone: its names as a method, among our abilities, and among the editor's."""

    method: str
    ours: str
    theirs: str
    options: Callable[[Any], Any]


_FEATURES = (
    _Feature(
        lsp.TEXT_DOCUMENT_FORMATTING,
        "document_formatting_provider",
        "formatting",
        lambda _: lsp.DocumentFormattingRegistrationOptions(_SPECS),
    ),
    _Feature(
        lsp.TEXT_DOCUMENT_RANGE_FORMATTING,
        "document_range_formatting_provider",
        "range_formatting",
        lambda _: lsp.DocumentRangeFormattingRegistrationOptions(_SPECS),
    ),
    _Feature(
        lsp.TEXT_DOCUMENT_ON_TYPE_FORMATTING,
        "document_on_type_formatting_provider",
        "on_type_formatting",
        lambda said: lsp.DocumentOnTypeFormattingRegistrationOptions(
            said.first_trigger_character, _SPECS, said.more_trigger_character
        ),
    ),
    _Feature(
        lsp.TEXT_DOCUMENT_FOLDING_RANGE,
        "folding_range_provider",
        "folding_range",
        lambda _: lsp.FoldingRangeRegistrationOptions(_SPECS),
    ),
    _Feature(
        "textDocument/semanticTokens",
        "semantic_tokens_provider",
        "semantic_tokens",
        lambda said: lsp.SemanticTokensRegistrationOptions(said.legend, _SPECS, full=True),
    ),
)


class SpecsFirst(LanguageServerProtocol):
    """Announces what is for specs alone once an editor has started, if it takes that; else for all that it opens."""

    registrations: tuple[lsp.Registration, ...] = ()

    @lsp_method(lsp.INITIALIZE)
    def lsp_initialize(self, params: lsp.InitializeParams) -> Generator[Any, Any, lsp.InitializeResult]:
        """Initialize, and keep back what is to be registered."""
        result = yield from super().lsp_initialize(params)
        self.registrations = tuple(_kept_back(params.capabilities, result.capabilities))
        return result


def _kept_back(editor: lsp.ClientCapabilities, announced: lsp.ServerCapabilities) -> Iterator[lsp.Registration]:
    for feature in _FEATURES:
        known = getattr(editor.text_document, feature.theirs, None) if editor.text_document else None
        said = getattr(announced, feature.ours)
        if said and getattr(known, "dynamic_registration", False):
            yield lsp.Registration(f"specbook-{feature.theirs}", feature.method, feature.options(said))
            setattr(announced, feature.ours, None)
