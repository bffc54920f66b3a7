"""What an editor is told by the language server, asked by a real client."""

from pathlib import Path

import pytest
from lsprotocol import types as lsp
from steps.editors import FIND, Editor
from tests.editing import SPEC, SPECS, STEPS, definition, hover, labels, references, shown, titles
from tests.sandbox import Sandbox


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


def test_a_spec_outside_of_the_project_and_other_files_are_left_alone(editor: Editor, tmp_path: Path) -> None:
    params = lsp.HoverParams(lsp.TextDocumentIdentifier((tmp_path / "other.feature").as_uri()), lsp.Position(0, 0))
    assert editor.wait(editor.client.text_document_hover_async(params)) is None


def test_what_is_typed_in_python_is_told_of_in_the_specs_that_are_open(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace(" @wip", ""))
    editor.open("steps/shop.py", STEPS.replace("le 😀 client paie", "le 😀 client pense"))
    found = editor.until_underlined(SPECS, "steps-are-defined", "le 😀 client paie")
    assert "le 😀 client pense" in found.message


def test_a_definition_that_no_step_uses_is_underlined_in_python(editor: Editor) -> None:
    editor.open("steps/shop.py", STEPS + '\n\n@then("l’🚀 part")\ndef leaves():\n    assert 1\n')
    found = editor.until_underlined("steps/shop.py", "step-definitions-are-used", "l’🚀 part")
    assert shown(editor, found.range, "steps/shop.py") == '@then("l’🚀 part")'
    editor.close_file("steps/shop.py")
    assert not editor.underlined("steps/shop.py")


def test_a_step_that_is_nearly_defined_leads_to_what_it_may_have_meant(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace(" @wip", "").replace("client paie", "client paye"))
    found = editor.until_underlined(SPECS, "steps-are-defined", "client paye")
    assert [one.location.uri for one in found.related_information or ()] == [editor.uri("steps/shop.py")] * 2
    assert not any("paie" in title for title in titles(editor, "client paye"))


def test_what_was_mended_is_not_told_again_from_the_last_look_at_all_specs(editor: Editor) -> None:
    torn = SPEC.replace(" @wip", "").replace("client paie", "client paye")
    editor.write(SPECS, torn)
    assert "steps-are-defined" in [one.code for one in editor.told_again(SPECS)]
    mended = editor.write(SPECS, torn.replace("client paye", "client paie"))
    assert not any("client paye" in one.message for one in mended)


def test_a_spec_elsewhere_is_compared_with_none_and_forgotten_once_it_is_closed(editor: Editor) -> None:
    name = "more/again.feature"
    (editor.root / "more").mkdir()
    (editor.root / name).write_text(SPEC, "utf-8")
    editor.open(name)
    assert not any(one.code == "feature-names-are-unique" for one in editor.told_again(SPECS))
    editor.close_file(name)
    assert len(references(editor, SPECS, editor.at(SPECS, "@lent"))) == 1


def test_findings_are_told_in_the_language_of_the_editor(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "")
    sandbox.write(SPECS, SPEC.replace("@lent", "@lent @lent"))
    editor = Editor(sandbox.root, "fr-CA")
    found = next(one for one in editor.open(SPECS) if one.code == "tags-are-not-repeated")
    assert found.message == "@lent figure déjà ici. Retirez l’une des deux."
    editor.close()


def test_findings_are_told_in_the_language_of_the_project_where_it_has_one(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", '[tool.specbook.check]\nlanguage = "fr"\n')
    sandbox.write(SPECS, SPEC.replace("@lent", "@lent @lent"))
    editor = Editor(sandbox.root, "en")
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


def test_what_goes_wrong_unasked_is_told_and_the_rest_is_answered(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "")
    sandbox.write(SPECS, SPEC)
    (sandbox.root / ".specbook/results/run/no-file.ndjson").mkdir(parents=True)
    editor = Editor(sandbox.root)
    editor.open(SPECS)
    assert editor.lenses(SPECS)
    assert ["please report" in message.message for message in editor.client.messages] == [True]
    editor.close()


def test_settings_that_make_no_sense_are_told_and_the_server_goes_on(sandbox: Sandbox) -> None:
    sandbox.write(SPECS, SPEC)
    sandbox.write("pyproject.toml", "[tool.specbook]\nspec = 1\n")
    editor = Editor(sandbox.root)
    params = lsp.HoverParams(editor.document(SPECS), lsp.Position(0, 0))
    assert editor.wait(editor.client.text_document_hover_async(params)) is None
    assert "has no setting" in editor.client.messages[0].message
    editor.close()


COLOURS = [
    ("# language: fr", "comment"),
    ("@boutique", "decorator"),
    ("Fonctionnalité:", "keyword"),
    ("Étant donné", "keyword"),
    ("38", "parameter"),
    ("<prix>", "variable"),
    ("Plan du scénario:", "keyword"),
    ("état", "property"),
    ("😀", "string"),
]


def test_every_part_of_a_spec_has_its_colour_behind_an_emoji_too(editor: Editor) -> None:
    found = editor.colours(SPECS)
    assert [one for one in COLOURS if one not in found] == []
    assert ("prix", "parameter") not in found


def test_values_are_told_whatever_parser_takes_them(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "")
    steps = "from pytest_bdd import given, parsers\nfrom specbook import expression\n\n"
    steps += '@given(parsers.re(r"(?P<n>\\d+) boats?"))\ndef boats(n): ...\n\n'
    steps += '@given(expression("{int} egg(s) of {string}"))\ndef eggs(n, of): ...\n\n'
    steps += '@given(parsers.cfparse("rows of {n:d}"))\ndef rows(n): ...\n'
    sandbox.write("steps/shop.py", steps)
    table = "      | a | b |\n      | 1 | 2 |\n"
    doc = '      """\n      told\n      """\n'
    text = f'Feature: It\n  Scenario: It\n    Given 3 boats\n    And 4 eggs of "hens"\n{doc}    And rows of 5\n{table}'
    sandbox.write("specs/it.feature", text)
    editor = Editor(sandbox.root)
    editor.open("specs/it.feature")
    found = editor.colours("specs/it.feature")
    editor.close()
    assert [part for part, kind in found if kind == "parameter"] == ["3", "4", '"hens"', "5"]
    assert [part for part, kind in found if kind == "string"] == ['"""', "told", '"""', "1", "2"]
    assert [part for part, kind in found if kind == "property"] == ["a", "b"]


def test_a_file_that_cannot_be_read_as_a_whole_has_colours(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace("    Et qu'il attend", "    rien"))
    assert ("38", "parameter") in editor.colours(SPECS)


def test_what_is_for_specs_alone_is_registered_for_specs_alone_where_an_editor_takes_that(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "")
    sandbox.write(SPECS, SPEC)
    dynamic = {"dynamic_registration": True}
    tokens = lsp.SemanticTokensClientCapabilities(
        lsp.ClientSemanticTokensRequestOptions(full=True), [], [], [lsp.TokenFormat.Relative], dynamic_registration=True
    )
    document = lsp.TextDocumentClientCapabilities(
        formatting=lsp.DocumentFormattingClientCapabilities(**dynamic),
        range_formatting=lsp.DocumentRangeFormattingClientCapabilities(**dynamic),
        on_type_formatting=lsp.DocumentOnTypeFormattingClientCapabilities(**dynamic),
        folding_range=lsp.FoldingRangeClientCapabilities(**dynamic),
        semantic_tokens=tokens,
    )
    editor = Editor(sandbox.root, capabilities=lsp.ClientCapabilities(text_document=document))
    editor.open(SPECS)
    registered = {one.method: one.register_options for one in editor.client.watched}
    announced = editor.known.capabilities
    editor.close()
    assert len(registered) == 5
    patterns = [{"pattern": "**/*.feature"}, {"pattern": "**/*.feature.md"}]
    assert all(options["documentSelector"] == patterns for options in registered.values())
    assert registered["textDocument/onTypeFormatting"]["firstTriggerCharacter"] == "|"
    assert (announced.document_formatting_provider, announced.semantic_tokens_provider) == (None, None)
    assert announced.definition_provider
