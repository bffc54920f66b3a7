"""What an editor gets of the language server, asked by a real client."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from steps.editors import FIND, Editor
from tests.sandbox import Sandbox

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


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    sandbox = Sandbox(tmp_path_factory.mktemp("shop"))
    sandbox.write("pyproject.toml", '[project]\nname = "shop"\nversion = "1"\n')
    sandbox.write(SPECS, SPEC)
    sandbox.write("steps/shop.py", STEPS)
    sandbox.write(
        "specs/product.yml", "personas:\n  client: {title: Client, about: Achète.}\nglossary: {carte: En plastique}\n"
    )
    editor = Editor(sandbox.root)
    yield editor
    editor.close()


@pytest.fixture
def editor(started: Editor) -> Editor:
    """Give an editor that has the spec open as it was in the beginning."""
    (started.root / SPECS).write_text(SPEC, "utf-8")
    started.client.messages.clear()
    if started.has_open("steps/shop.py"):
        started.close_file("steps/shop.py")
    started.open(SPECS)
    return started


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


def test_a_step_without_definition_is_underlined_to_its_last_character_behind_an_emoji(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace(" @wip", "").replace("Et qu'il attend", "Et qu'il 😀 attend"))
    found = editor.until_underlined(SPECS, "steps-are-defined")
    assert shown(editor, found.range).strip().endswith("attend")


def test_a_torn_file_is_told_of_and_the_rest_of_it_is_still_understood(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace("    Et qu'il attend", "    ainsi soit-il"))
    assert {one.severity for one in editor.underlined(SPECS)} == {lsp.DiagnosticSeverity.Error}
    assert definition(editor, 'client paie "<prix>"')


def test_what_is_written_again_is_clean_again(editor: Editor) -> None:
    editor.write(SPECS, "# language: fr\nrien\n")
    assert editor.underlined(SPECS)
    errors = [one for one in editor.write(SPECS, SPEC) if one.severity == lsp.DiagnosticSeverity.Error]
    assert [one.code for one in errors] in ([], ["steps-are-defined"])


def test_a_file_that_is_closed_has_nothing_underlined(editor: Editor) -> None:
    editor.write(SPECS, "rien\n")
    assert editor.underlined(SPECS)

    params = lsp.DidCloseTextDocumentParams(editor.document(SPECS))
    assert editor.told_by(lambda: editor.client.text_document_did_close(params), SPECS) == []


@pytest.mark.parametrize(
    ("at", "label"),
    [
        (f"    Quand le{FIND} 😀", 'le client paie "<prix>" euros'),
        (f"    Étant donné {FIND}😀", "😀 la boutique"),
        (f'paie "<{FIND}prix', "état"),
        (f"@boutique {FIND}@wip", "@lent"),
        (f"# language: {FIND}fr", "en-pirate"),
        (f"  {FIND}Scénario: Payer", "Plan du scénario:"),
        (f"En tant que {FIND}client", "client"),
        (f"payer par ca{FIND}rte", "carte"),
        (f"| {FIND}prix | état", "prix"),
    ],
)
def test_what_fits_is_offered_in_the_language_of_the_file(editor: Editor, at: str, label: str) -> None:
    if at.startswith("| "):
        editor.write(SPECS, SPEC.replace("| prix | état   |\n      | 😀   | content |", "| prix |"))
        at, label = f"      | prix |{FIND}", "état"
    assert label in labels(editor, at)


def test_a_step_of_another_type_is_not_offered(editor: Editor) -> None:
    assert "😀 la boutique" not in labels(editor, f"    Quand le{FIND} 😀")


def test_a_step_is_completed_as_a_snippet_up_to_the_end_of_its_line(editor: Editor) -> None:
    items = editor.complete(SPECS, editor.at(SPECS, f"    Quand le{FIND} 😀"))
    item = next(one for one in items if one.label == 'le client paie "<prix>" euros')
    assert isinstance(item.text_edit, lsp.TextEdit)
    assert item.text_edit.new_text == 'le client paie "${1:prix}" euros'
    assert shown(editor, item.text_edit.range) == 'le 😀 client paie "38" euros'


def test_a_step_leads_to_the_python_that_takes_it_also_by_a_constant(editor: Editor) -> None:
    (found,) = definition(editor, "😀 la boutique")
    assert (found.uri, found.range.start.line) == (
        editor.uri("steps/shop.py"),
        STEPS[: STEPS.index("@given")].count("\n"),
    )


def test_a_placeholder_leads_to_its_column(editor: Editor) -> None:
    (found,) = definition(editor, "prix>")
    assert shown(editor, found.range) == "prix"
    assert found.range.start.line == SPEC[: SPEC.index("| prix")].count("\n")


def test_python_leads_to_every_step_that_it_takes(editor: Editor) -> None:
    line = STEPS[: STEPS.index("def pay")].count("\n")
    found = references(editor, "steps/shop.py", lsp.Position(line, 4))
    assert [shown(editor, one.range) for one in found] == [
        'le client paie "<prix>" euros',
        'le 😀 client paie "38" euros',
    ] or [shown(editor, one.range) for one in found] == [
        'le 😀 client paie "38" euros',
        'le client paie "<prix>" euros',
    ]


def test_a_tag_is_found_wherever_it_is_used(editor: Editor) -> None:
    found = references(editor, SPECS, editor.at(SPECS, "@lent"))
    assert [shown(editor, one.range) for one in found] == ["@lent"]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("😀 la boutique", "A shop by the harbour"),
        ("prix>", "`😀`"),
        ("@lent", "used once"),
        ("carte\n  Afin", "En plastique"),
        ("client\n  Je", "Achète"),
    ],
)
def test_what_is_known_of_a_place_is_shown(editor: Editor, at: str, text: str) -> None:
    assert text in hover(editor, at)


def test_a_column_is_renamed_with_its_placeholders_and_nothing_else(editor: Editor) -> None:
    params = lsp.RenameParams(editor.document(SPECS), editor.at(SPECS, "prix>"), "montant")
    made = editor.apply(editor.wait(editor.client.text_document_rename_async(params)))
    assert made == {SPECS: SPEC.replace("<prix>", "<montant>").replace("| prix |", "| montant |")}


@pytest.mark.parametrize("name", ["", "a|b", "état"])
def test_a_column_cannot_be_renamed_to_what_is_no_name_or_is_taken(editor: Editor, name: str) -> None:
    params = lsp.RenameParams(editor.document(SPECS), editor.at(SPECS, "prix>"), name)
    with pytest.raises(JsonRpcException):
        editor.wait(editor.client.text_document_rename_async(params))


def test_a_feature_is_outlined_and_folded(editor: Editor) -> None:
    params = lsp.DocumentSymbolParams(editor.document(SPECS))
    (feature,) = editor.wait(editor.client.text_document_document_symbol_async(params))
    assert [child.name for child in feature.children] == ["Contexte", "Payer", "Prix"]
    folds = editor.wait(editor.client.text_document_folding_range_async(lsp.FoldingRangeParams(editor.document(SPECS))))
    lines = SPEC.split("\n")
    assert {lines[one.start_line].strip() for one in folds} >= {"Scénario: Payer", "Exemples:"}
    assert all(lines[one.end_line].strip() for one in folds)


def test_states_and_a_way_to_run_stand_above_scenarios(editor: Editor) -> None:
    titles = [one.command.title for one in editor.lenses(SPECS) if one.command]
    assert titles.count("▶ run") == 2
    assert any("planned" in title for title in titles)


def test_a_scenario_is_run_from_the_editor(editor: Editor) -> None:
    editor.write(SPECS, SPEC)
    line = SPEC[: SPEC.index("  Plan du scénario")].count("\n") + 1
    params = lsp.ExecuteCommandParams("specbook.run", [f"{SPECS}:{line}"])
    editor.wait(editor.client.workspace_execute_command_async(params))
    assert (editor.root / ".specbook/results").is_dir()
    assert any(f"{SPECS}:{line}" in message.message for message in editor.client.messages)


def test_a_fix_is_offered_that_changes_no_step(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace("Scénario: Payer", "Scénario : Payer"))
    offered = editor.actions(SPECS, editor.at(SPECS, "Scénario : Payer"))
    fixed = [editor.apply(one.edit)[SPECS] for one in offered if one.is_preferred and one.edit]
    assert SPEC in fixed


def test_a_spec_outside_of_the_project_and_other_files_are_left_alone(editor: Editor, tmp_path: Path) -> None:
    params = lsp.HoverParams(lsp.TextDocumentIdentifier((tmp_path / "other.feature").as_uri()), lsp.Position(0, 0))
    assert editor.wait(editor.client.text_document_hover_async(params)) is None


def titles(editor: Editor, at: str) -> dict[str, lsp.CodeAction]:
    return {action.title: action for action in editor.actions(SPECS, editor.at(SPECS, at))}


def create(editor: Editor, at: str, title: str = "Create its step definition") -> dict[str, str]:
    return editor.apply(editor.resolved(titles(editor, at)[title]))


def test_a_definition_is_created_for_one_step_where_its_like_are_and_nothing_else_changes(editor: Editor) -> None:
    made = create(editor, "il attend")
    assert list(made) == ["steps/shop.py"]
    added = '\n\n@when("il attend")\ndef il_attend():\n    raise NotImplementedError\n'
    assert made["steps/shop.py"] == f"{STEPS}{added}"


def test_the_first_definitions_of_a_project_come_into_a_new_file_all_at_once(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", '[project]\nname = "shop"\n')
    sandbox.write(SPECS, SPEC)
    editor = Editor(sandbox.root)
    editor.open(SPECS)
    edit = editor.resolved(titles(editor, "il attend")["Create every step definition that this file lacks"])
    assert edit.document_changes
    assert isinstance(edit.document_changes[0], lsp.CreateFile)
    made = editor.apply(edit)
    assert list(made) == ["steps/payer.py"]
    assert made["steps/payer.py"].count("def ") == 5
    assert not any(title.startswith("Create") for title in titles(editor, "il attend"))
    editor.close()


def test_a_definition_that_is_not_saved_yet_counts_at_once(editor: Editor) -> None:
    create(editor, "il attend")
    assert "Create its step definition" not in titles(editor, "il attend")
    (found,) = definition(editor, "il attend")
    assert found.uri == editor.uri("steps/shop.py")
    editor.close_file("steps/shop.py")
    assert definition(editor, "il attend") == []


def test_python_that_is_half_written_keeps_the_definitions_it_had(editor: Editor) -> None:
    editor.open("steps/shop.py", STEPS + "\n\ndef broken(:\n")
    assert definition(editor, "😀 la boutique")
    with pytest.raises(JsonRpcException, match="Mend it first"):
        create(editor, "il attend")


def test_what_is_typed_in_python_is_told_of_in_the_specs_that_are_open(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace(" @wip", ""))
    editor.open("steps/shop.py", STEPS.replace("le 😀 client paie", "le 😀 client pense"))
    found = editor.until_underlined(SPECS, "steps-are-defined", "le 😀 client paie")
    assert "le 😀 client pense" in found.message


def test_a_step_that_is_nearly_defined_leads_to_what_it_may_have_meant(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace(" @wip", "").replace("client paie", "client paye"))
    found = editor.until_underlined(SPECS, "steps-are-defined", "client paye")
    assert [one.location.uri for one in found.related_information or ()] == [editor.uri("steps/shop.py")] * 2
    assert not any("paie" in title for title in titles(editor, "client paye"))


def test_findings_are_told_in_the_language_of_the_editor(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "")
    sandbox.write(SPECS, SPEC.replace("@lent", "@lent @lent"))
    editor = Editor(sandbox.root, "fr-CA")
    found = next(one for one in editor.open(SPECS) if one.code == "tags-are-not-repeated")
    assert found.message == "@lent figure déjà ici. Retirez l’une des deux."
    editor.close()


def test_what_only_a_look_at_all_specs_tells_is_told_once_nobody_types(editor: Editor) -> None:
    (editor.root / "specs/again.feature").write_text(SPEC, "utf-8")
    params = lsp.DidChangeWatchedFilesParams(
        [lsp.FileEvent(editor.uri("specs/again.feature"), lsp.FileChangeType.Created)]
    )
    editor.told_by(lambda: editor.client.workspace_did_change_watched_files(params), SPECS)
    assert editor.until_underlined(SPECS, "feature-names-are-unique")
    (editor.root / "specs/again.feature").unlink()
    editor.told_by(lambda: editor.client.workspace_did_change_watched_files(params), SPECS)


def test_settings_that_make_no_sense_are_told_and_the_server_goes_on(sandbox: Sandbox) -> None:
    sandbox.write(SPECS, SPEC)
    sandbox.write("pyproject.toml", "[tool.specbook]\nspec = 1\n")
    editor = Editor(sandbox.root)
    params = lsp.HoverParams(editor.document(SPECS), lsp.Position(0, 0))
    assert editor.wait(editor.client.text_document_hover_async(params)) is None
    assert "has no setting" in editor.client.messages[0].message
    editor.close()
