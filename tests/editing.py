"""An editor that has a French spec open, full of emoji and accents, and what is asked there."""

from lsprotocol import types as lsp
from steps.editors import Editor

SPEC = """\
# language: fr
@boutique @wip
Fonctionnalité: Payer 😀 par carte
  En tant que client
  Je veux payer par carte
  Afin de partir vite

  Contexte:
    Étant donné 😀 la boutique

  Scénario: Payer
    Quand le 😀 client paie "38" euros
    Et qu'il attend

  @lent
  Plan du scénario: Prix
    Quand le client paie "<prix>" euros
    Alors il est "<état>"

    Exemples:
      | prix | état   |
      | 😀   | content |
"""
STEPS = '''\
"""Steps."""
from pytest_bdd import given, parsers, then, when

SHOP = "😀 la boutique"


@given(SHOP)
def shop():
    """A shop by the harbour."""


@when(parsers.parse('le client paie "{prix}" euros'))
@when(parsers.parse('le 😀 client paie "{prix}" euros'))
def pay(prix):
    assert prix


@then(parsers.parse('il est "{état}"'))
def is_state(état):
    assert état
'''
SPECS = "specs/payer.feature"


def shown(editor: Editor, range_: lsp.Range, name: str = SPECS) -> str:
    """Return the text of a range in one line, counted as the editor counts."""
    line = editor.text(name).split("\n")[range_.start.line].encode("utf-16-le")
    return line[2 * range_.start.character : 2 * range_.end.character].decode("utf-16-le")


def definition(editor: Editor, at: str) -> list[lsp.Location]:
    params = lsp.DefinitionParams(editor.document(SPECS), editor.at(SPECS, at))
    return list(editor.wait(editor.client.text_document_definition_async(params)) or [])


def references(editor: Editor, name: str, position: lsp.Position) -> list[lsp.Location]:
    params = lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=True), editor.document(name), position)
    return list(editor.wait(editor.client.text_document_references_async(params)) or [])


def hover(editor: Editor, at: str) -> str:
    params = lsp.HoverParams(editor.document(SPECS), editor.at(SPECS, at))
    found = editor.wait(editor.client.text_document_hover_async(params))
    return found.contents.value if found else ""


def labels(editor: Editor, at: str) -> list[str]:
    return [item.label for item in editor.complete(SPECS, editor.at(SPECS, at))]


def titles(editor: Editor, at: str) -> dict[str, lsp.CodeAction]:
    return {action.title: action for action in editor.actions(SPECS, editor.at(SPECS, at))}


def create(editor: Editor, at: str, title: str = "Create its step definition") -> dict[str, str]:
    return editor.apply(editor.resolved(titles(editor, at)[title]))
