"""What the language server writes in specs and in Python, and what it refuses to, asked by a real client."""

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from steps.editors import FIND, Editor
from tests.editing import SPEC, SPECS, STEPS, create, definition, titles
from tests.sandbox import Sandbox


def test_a_column_is_renamed_with_its_placeholders_and_nothing_else(editor: Editor) -> None:
    params = lsp.RenameParams(editor.document(SPECS), editor.at(SPECS, "prix>"), "montant")
    made = editor.apply(editor.wait(editor.client.text_document_rename_async(params)))
    assert made == {SPECS: SPEC.replace("<prix>", "<montant>").replace("| prix |", "| montant |")}


@pytest.mark.parametrize("name", ["", "a|b", "état"])
def test_a_column_cannot_be_renamed_to_what_is_no_name_or_is_taken(editor: Editor, name: str) -> None:
    params = lsp.RenameParams(editor.document(SPECS), editor.at(SPECS, "prix>"), name)
    with pytest.raises(JsonRpcException):
        editor.wait(editor.client.text_document_rename_async(params))


def test_a_fix_is_offered_that_changes_no_step(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace("Scénario: Payer", "Scénario : Payer"))
    offered = editor.actions(SPECS, editor.at(SPECS, "Scénario : Payer"))
    fixed = [editor.apply(one.edit)[SPECS] for one in offered if one.is_preferred and one.edit]
    assert SPEC in fixed


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


def test_an_editor_that_asks_no_more_is_told_at_once_what_is_written(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "")
    sandbox.write(SPECS, SPEC)
    sandbox.write("steps/shop.py", STEPS)
    editor = Editor(sandbox.root, capabilities=lsp.ClientCapabilities())
    editor.open(SPECS)
    action = titles(editor, "il attend")["Create its step definition"]
    editor.close()
    assert action.edit
    assert list(action.edit.changes or {}) == [editor.uri("steps/shop.py")]


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


def rename(editor: Editor, at: str, name: str) -> dict[str, str]:
    params = lsp.RenameParams(editor.document(SPECS), editor.at(SPECS, at), name)
    return editor.apply(editor.wait(editor.client.text_document_rename_async(params)))


def test_a_step_is_renamed_in_its_definition_and_in_every_spec_with_its_values(editor: Editor) -> None:
    params = lsp.PrepareRenameParams(editor.document(SPECS), editor.at(SPECS, "le 😀 client"))
    prepared = editor.wait(editor.client.text_document_prepare_rename_async(params))
    assert prepared.placeholder == 'le 😀 client paie "<prix>" euros'
    made = rename(editor, "le 😀 client", 'l’🚀 achète pour "<prix>" €')
    assert made == {
        SPECS: SPEC.replace('le 😀 client paie "38" euros', 'l’🚀 achète pour "38" €'),
        "steps/shop.py": STEPS.replace('le 😀 client paie "{prix}" euros', 'l’🚀 achète pour "{prix}" €'),
    }


def test_a_step_is_renamed_as_it_stands_where_the_editor_shows_no_names_of_values(editor: Editor) -> None:
    made = rename(editor, 'client paie "<prix>"', 'on paie "<prix>" d\'un coup')
    assert 'Quand on paie "<prix>" d\'un coup' in made[SPECS]
    assert "'on paie \"{prix}\" d\\'un coup'" in made["steps/shop.py"]


REFUSED = {
    "a value is gone": ("le 😀 client", "le client paie", "Say each value once"),
    "a value too many": ("le 😀 client", 'le client "<nom>" paie "<prix>"', "names a value"),
    "no words": ("le 😀 client", " ", "Say each value once"),
    "a constant": ("😀 la boutique", "une boutique", r"steps/shop.py:7: .* not written out"),
    "no definition": ("il attend", "il reste", "No step definition"),
    "the words of another one": ("le 😀 client", 'le client paie "<prix>" euros', "another definition"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_step_is_not_renamed_where_that_is_not_safe(editor: Editor, why: str) -> None:
    at, name, message = REFUSED[why]
    with pytest.raises(JsonRpcException, match=message):
        rename(editor, at, name)


def test_a_step_is_not_renamed_while_a_spec_cannot_be_read(editor: Editor) -> None:
    editor.write(SPECS, SPEC + "    rien\n")
    with pytest.raises(JsonRpcException, match="Mend the file first"):
        rename(editor, "le 😀 client", 'on paie "<prix>"')


def test_a_step_that_no_example_has_is_not_renamed(editor: Editor) -> None:
    editor.write(SPECS, SPEC.replace("      | 😀   | content |\n", ""))
    with pytest.raises(JsonRpcException, match="no example"):
        rename(editor, 'client paie "<prix>"', 'on paie "<prix>"')


def renamed_in(sandbox: Sandbox, steps: str, name: str, *specs: str) -> tuple[str, str]:
    """Rename the first step of a spec; return the steps of all specs, and the Python."""
    sandbox.write("pyproject.toml", "")
    sandbox.write("steps/shop.py", f"from pytest_bdd import given, parsers\nfrom specbook import expression\n\n{steps}")
    for number, text in enumerate(specs):
        sandbox.write(f"specs/{number}.feature", f"Feature: Pay {number}\n  Scenario: It\n    Given {text}\n")
    editor = Editor(sandbox.root)
    editor.open("specs/0.feature")
    params = lsp.RenameParams(editor.document("specs/0.feature"), lsp.Position(2, 12), name)
    try:
        made = editor.apply(editor.wait(editor.client.text_document_rename_async(params)))
    finally:
        editor.close()
    after = [made.get(f"specs/{number}.feature", "") for number in range(len(specs))]
    return "|".join(text.partition("Given ")[2].strip() for text in after), made["steps/shop.py"].partition("\n\n")[2]


BODY = "def f({}): ...\n"


@pytest.mark.parametrize(
    ("decorator", "specs", "name", "steps", "written"),
    [
        ('given("a card")', ["a card", "a card"], "a new card", "a new card|a new card", 'given("a new card")'),
        ("given('a card')", ["a card"], "a new card", "a new card", "given('a new card')"),
        ('given("a " "card")', ["a card"], "cash", "cash", 'given("cash")'),
        (
            'given(parsers.parse("{n:d} of {what}"))',
            ["3 of gold", "4 OF tin"],
            "<what>, <n> times",
            "gold, 3 times|tin, 4 times",
            'given(parsers.parse("{what}, {n:d} times"))',
        ),
        (
            'given(parsers.parse("{n:d} eggs"))',
            ["3 eggs"],
            "{3} eggs",
            "{3} eggs",
            'given(parsers.parse("{{{n:d}}} eggs"))',
        ),
        (
            'given(expression("{int} eggs"))',
            ["3 eggs"],
            "<n> fresh eggs",
            "3 fresh eggs",
            'given(expression("{int} fresh eggs"))',
        ),
    ],
)
def test_every_kind_of_pattern_keeps_its_values(
    sandbox: Sandbox, decorator: str, specs: list[str], name: str, steps: str, written: str
) -> None:
    parameters = "n, what" if "what" in decorator else "n" if "{" in decorator else ""
    made = renamed_in(sandbox, f"@{decorator}\n{BODY.format(parameters)}", name, *specs)
    assert made == (steps, f"@{written}\n{BODY.format(parameters)}")


def test_a_definition_for_several_types_is_renamed_for_all(sandbox: Sandbox) -> None:
    steps = '@given("a card")\n@given(parsers.parse("a {kind} card"))\n@given("a card")\ndef f(kind=1): ...\n'
    assert renamed_in(sandbox, steps, "cash", "a card")[1] == steps.replace('"a card"', '"cash"')


@pytest.mark.parametrize(
    ("steps", "step", "name", "message"),
    [
        ('@given(parsers.re(r"(?P<n>\\d+) eggs"))\ndef f(n): ...\n', "3 eggs", "<n> fresh eggs", "more than words"),
        ('@given(expression("{int} egg(s)"))\ndef f(n): ...\n', "3 eggs", "<n> fresh eggs", "more than words"),
        ('@given(parsers.parse("from {a} by {b}"))\ndef f(a, b): ...\n', "from a b by c", "<a> <b>", "other values"),
        ('@given(expression("{word} {word}"))\ndef f(a, b): ...\n', "one two", "<b> <a>", "in this order"),
        ('@given(expression("{word} eggs"))\ndef f(a): ...\n', "one eggs", "<a>/eggs", "Cucumber expression"),
        ('@given("a")\ndef f(): ...\n@given(parsers.parse("a{b}"))\ndef g(b): ...\n', "a", "abc", "two definitions"),
    ],
)
def test_a_rename_that_would_change_what_a_step_does_is_refused(
    sandbox: Sandbox, steps: str, step: str, name: str, message: str
) -> None:
    with pytest.raises(JsonRpcException, match=message):
        renamed_in(sandbox, steps, name, step)


TABLE = SPEC[: SPEC.index("      | prix")]
TYPED = {
    "a cell that is ended": (
        "|",
        f"{TABLE}      | prix | état |\n  |   😀|content{FIND}\n",
        f"{TABLE}      | prix | état    |\n      | 😀   | content |\n",
    ),
    "a row with cells to come": (
        "|",
        f"{TABLE}      | prix | état   |\n      | 1000000{FIND} b\n",
        f"{TABLE}      | prix    | état |\n      | 1000000 | b\n",
    ),
    "a row that is ended": (
        "\n",
        f"{TABLE}      | prix|état|{FIND}\n",
        f"{TABLE}      | prix | état |\n\n",
    ),
    "empty cells, comments and escaped bars": (
        "|",
        f"{TABLE}      |prix||\n      # wie | hier\n      |a\\|b| {FIND}\n",
        f"{TABLE}      | prix |  |\n      # wie | hier\n      | a\\|b |  |\n",
    ),
    "a table of a step": (
        "|",
        SPEC.replace("qu'il attend\n", f"qu'il attend\n      |a|b|\n      |ccc|d{FIND}\n"),
        SPEC.replace("qu'il attend\n", "qu'il attend\n      | a   | b |\n      | ccc | d |\n"),
    ),
}


@pytest.mark.parametrize("what", TYPED)
def test_a_table_is_aligned_while_it_is_typed(editor: Editor, what: str) -> None:
    letter, before, after = TYPED[what]
    assert editor.type_at(SPECS, before, letter) == after


@pytest.mark.parametrize(
    "text",
    [
        SPEC.replace("qu'il attend\n", f'qu\'il attend\n      """\n      |a|b{FIND}\n      """\n'),
        SPEC.replace("  Afin de partir vite\n", f"  Afin de partir vite\n  |a|b{FIND}\n"),
        f"{TABLE}      |a   \\n{FIND}\n",
    ],
)
def test_what_is_no_table_or_would_mean_something_else_is_left_alone(editor: Editor, text: str) -> None:
    assert editor.type_at(SPECS, text, "|") == text.replace(FIND, "|")
