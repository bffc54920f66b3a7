"""An editor that has specs open: a real client of the language server, which runs as any editor starts it."""

import asyncio
import sys
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient
from pytest_bdd import given, parsers, then, when
from steps.projects import Project, environment

SECONDS = 60
FIND = "‸"  # where the cursor stands, in the texts of specs


CAPABILITIES = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(
        completion=lsp.CompletionClientCapabilities(
            completion_item=lsp.ClientCompletionItemOptions(snippet_support=True)
        ),
        code_action=lsp.CodeActionClientCapabilities(
            data_support=True, resolve_support=lsp.ClientCodeActionResolveOptions(["edit"])
        ),
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True),
    ),
    workspace=lsp.WorkspaceClientCapabilities(
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        code_lens=lsp.CodeLensWorkspaceClientCapabilities(refresh_support=True),
        workspace_edit=lsp.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[lsp.ResourceOperationKind.Create]
        ),
    ),
)


class Client(LanguageClient):
    """Hears what the server tells without being asked."""

    def __init__(self) -> None:
        super().__init__("harbour-editor", "1")
        self.diagnostics: dict[str, list[lsp.Diagnostic]] = {}
        self.versions: dict[str, int | None] = {}
        self.messages: list[lsp.ShowMessageParams] = []
        self.watched: list[lsp.Registration] = []
        self.refreshed = 0
        self.told = asyncio.Event()
        self._listen()

    def _listen(self) -> None:
        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def underlined(params: lsp.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = list(params.diagnostics)
            self.versions[params.uri] = params.version
            self.told.set()

        @self.feature(lsp.WINDOW_SHOW_MESSAGE)
        def said(params: lsp.ShowMessageParams) -> None:
            self.messages.append(params)
            self.told.set()

        @self.feature(lsp.WINDOW_LOG_MESSAGE)
        def logged(_: lsp.LogMessageParams) -> None:
            pass

        @self.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registered(params: lsp.RegistrationParams) -> None:
            self.watched.extend(params.registrations)

        @self.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)
        def refresh(_: None) -> None:
            self.refreshed += 1


class Editor:
    """Opens the files of a project, types in them, and asks the server what an editor asks."""

    def __init__(self, root: Path, locale: str = "en", capabilities: lsp.ClientCapabilities = CAPABILITIES) -> None:
        self.root = root
        self._locale, self._capabilities = locale, capabilities
        self._texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.client: Client = self.wait(self._start())
        self.answer: Any = None

    async def _start(self) -> "Client":
        client = Client()
        await client.start_io(sys.executable, "-m", "specbook", "lsp", env=environment(), cwd=self.root)
        folder = lsp.WorkspaceFolder(self.root.as_uri(), self.root.name)
        params = lsp.InitializeParams(
            self._capabilities, root_uri=self.root.as_uri(), workspace_folders=[folder], locale=self._locale
        )
        self.known = known = await client.initialize_async(params)
        tokens = known.capabilities.semantic_tokens_provider
        self.colour_names = list(tokens.legend.token_types) if tokens else []
        client.initialized(lsp.InitializedParams())
        return client

    def wait(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(SECONDS)

    def close(self) -> None:
        """End the session as an editor does."""
        try:
            self.wait(self._stop())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(SECONDS)
            self._loop.close()

    async def _stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def document(self, name: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str | None = None) -> list[lsp.Diagnostic]:
        """Open a file, with what is on disk or with a text, and return what is underlined in it."""
        self._texts[name] = (self.root / name).read_text("utf-8") if text is None else text
        self._versions[name] = 1
        item = lsp.TextDocumentItem(self.uri(name), _language(name), 1, self._texts[name])
        return self.told_by(lambda: self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item)), name)

    def write(self, name: str, text: str) -> list[lsp.Diagnostic]:
        """Have a file say something else, as if typed, and return what is underlined then."""
        self._texts[name] = text
        self._versions[name] += 1
        document = lsp.VersionedTextDocumentIdentifier(uri=self.uri(name), version=self._versions[name])
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        params = lsp.DidChangeTextDocumentParams(document, [change])
        return self.told_by(lambda: self.client.text_document_did_change(params), name)

    def has_open(self, name: str) -> bool:
        return name in self._versions

    def close_file(self, name: str) -> None:
        """Close a file without saving it."""
        del self._versions[name], self._texts[name]
        params = lsp.DidCloseTextDocumentParams(self.document(name))
        self.wait(self._sent(lambda: self.client.text_document_did_close(params), name))

    def text(self, name: str) -> str:
        return self._texts[name]

    def told_by(self, send: Any, name: str) -> list[lsp.Diagnostic]:
        """Tell the server something, and return what it then underlines in a file, if it is a spec."""
        self.wait(self._sent(send, name if _language(name) == "gherkin" else ""))
        return self.underlined(name)

    async def _sent(self, send: Any, name: str) -> None:
        """Tell the server something, and wait for what it says of a file, if there is one, as it is now."""
        told, uri = self.client.told, self.uri(name)
        self.client.versions.pop(uri, None)
        send()
        while name and self.client.versions.get(uri, -1) not in {self._versions.get(name), None}:
            told.clear()
            await asyncio.wait_for(told.wait(), SECONDS)

    def told_again(self, name: str) -> list[lsp.Diagnostic]:
        """Wait until the server says anew what is underlined in a file, without being told anything."""
        self.wait(self._sent(lambda: None, name))
        return self.underlined(name)

    def underlined(self, name: str) -> list[lsp.Diagnostic]:
        return list(self.client.diagnostics.get(self.uri(name), ()))

    def until_underlined(self, name: str, check: str, said: str = "") -> lsp.Diagnostic:
        """Wait until a check underlines something, and says some words of it."""

        async def found() -> lsp.Diagnostic:
            while True:
                for one in self.underlined(name):
                    if one.code == check and said in one.message:
                        return one
                self.client.told.clear()
                await asyncio.wait_for(self.client.told.wait(), SECONDS)

        underlined: lsp.Diagnostic = self.wait(found())
        return underlined

    def at(self, name: str, text: str) -> lsp.Position:
        """Return the place of a cursor in a file: just before some text, or, where it has a mark, at that."""
        before, _, after = text.partition(FIND)
        wanted = before + after
        index = self._texts[name].index(wanted) + (len(before) if FIND in text else 0)
        head = self._texts[name][:index]
        line = head.rpartition("\n")[2]
        return lsp.Position(head.count("\n"), len(line.encode("utf-16-le")) // 2)

    def complete(self, name: str, position: lsp.Position) -> list[lsp.CompletionItem]:
        params = lsp.CompletionParams(self.document(name), position)
        found = self.wait(self.client.text_document_completion_async(params))
        return list(found.items) if found else []

    def lenses(self, name: str) -> list[lsp.CodeLens]:
        params = lsp.CodeLensParams(self.document(name))
        return list(self.wait(self.client.text_document_code_lens_async(params)) or [])

    def actions(self, name: str, position: lsp.Position, only: list[str] | None = None) -> list[lsp.CodeAction]:
        here = lsp.Range(position, position)
        context = lsp.CodeActionContext(diagnostics=[], only=only)
        params = lsp.CodeActionParams(self.document(name), here, context)
        return list(self.wait(self.client.text_document_code_action_async(params)) or [])

    def type_at(self, name: str, text: str, letter: str) -> str:
        """Type a letter where a mark stands in a text, as editors that format on type do; return the text then."""
        before, _, after = text.partition(FIND)
        whole = before + letter + after
        (self.write if name in self._versions else self.open)(name, whole)
        ended = before + letter
        units = len(ended.rpartition("\n")[2].encode("utf-16-le")) // 2
        position = lsp.Position(ended.count("\n"), units)
        options = lsp.FormattingOptions(2, True)
        params = lsp.DocumentOnTypeFormattingParams(self.document(name), position, letter, options)
        edits = self.wait(self.client.text_document_on_type_formatting_async(params)) or []
        return edited(whole, list(edits))

    def colours(self, name: str) -> list[tuple[str, str]]:
        """Return the parts of a file that have a colour, each with what it is."""
        params = lsp.SemanticTokensParams(self.document(name))
        data = list(self.wait(self.client.text_document_semantic_tokens_full_async(params)).data)
        lines, found = [line.encode("utf-16-le") for line in self.text(name).split("\n")], []
        number = start = 0
        for line, column, length, kind, _ in zip(*[iter(data)] * 5, strict=True):
            number, start = number + line, column if line else start + column
            part = lines[number][2 * start : 2 * (start + length)].decode("utf-16-le")
            found.append((part, self.colour_names[kind]))
        return found

    def resolved(self, action: lsp.CodeAction) -> lsp.WorkspaceEdit:
        """Return what an action writes; where it does not say so at once, it is asked."""
        whole = action if action.edit else self.wait(self.client.code_action_resolve_async(action))
        assert whole.edit is not None
        return whole.edit

    def apply(self, edit: lsp.WorkspaceEdit) -> dict[str, str]:
        """Make the edits in the editor, saving nothing; return the texts of the files that they change."""
        changes: dict[str, list[Any]] = {uri: list(edits) for uri, edits in (edit.changes or {}).items()}
        for change in edit.document_changes or []:
            if isinstance(change, lsp.CreateFile):
                self._texts.setdefault(self._name(change.uri), "")
            elif isinstance(change, lsp.TextDocumentEdit):
                changes.setdefault(change.text_document.uri, []).extend(change.edits)
        made = {self._name(uri): edited(self._text(self._name(uri)), edits) for uri, edits in changes.items()}
        for name, text in made.items():
            (self.write if name in self._versions else self.open)(name, text)
        return made

    def _name(self, uri: str) -> str:
        return Path(uri.removeprefix("file://")).relative_to(self.root).as_posix()

    def _text(self, name: str) -> str:
        """Return the text of a file that is open, was just created, or is on disk."""
        return self._texts[name] if name in self._texts else (self.root / name).read_text("utf-8")


def _language(name: str) -> str:
    return "python" if name.endswith(".py") else "gherkin"


def edited(text: str, edits: list[lsp.TextEdit]) -> str:
    """Put edits into a text, as an editor that counts in UTF-16 does."""
    lines = text.split("\n")

    def index(position: lsp.Position) -> int:
        before = sum(len(line) + 1 for line in lines[: position.line])
        line = lines[position.line] if position.line < len(lines) else ""
        return before + len(line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le"))

    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        text = text[: index(edit.range.start)] + edit.new_text + text[index(edit.range.end) :]
    return text


@pytest.fixture
def editor(project: Project) -> Iterator[Editor]:
    """Give an editor that has the project's folder open."""
    editor = Editor(project.root)
    yield editor
    editor.close()


@given(parsers.parse('my editor has "{name}" open'))
def the_editor_opens(editor: Editor, name: str) -> None:
    editor.open(name)


@given(parsers.parse('I have typed "{new}" in place of "{old}" in "{name}"'))
@when(parsers.parse('I type "{new}" in place of "{old}" in "{name}"'))
def i_type(editor: Editor, name: str, old: str, new: str) -> None:
    assert old in editor.text(name)
    editor.write(name, editor.text(name).replace(old, new, 1))


@when(parsers.parse('I ask what could follow "{text}" in "{name}"'))
def i_ask_what_follows(editor: Editor, text: str, name: str) -> None:
    editor.answer = editor.complete(name, editor.at(name, f"{text}{FIND}"))


@when(parsers.parse('I point at "{text}" in "{name}"'))
def i_point_at(editor: Editor, text: str, name: str) -> None:
    params = lsp.HoverParams(editor.document(name), editor.at(name, text))
    found = editor.wait(editor.client.text_document_hover_async(params))
    editor.answer = found.contents.value if found else ""


@when(parsers.parse('I go from "{text}" in "{name}" to its definition'))
def i_go_to_the_definition(editor: Editor, text: str, name: str) -> None:
    params = lsp.DefinitionParams(editor.document(name), editor.at(name, text))
    editor.answer = editor.wait(editor.client.text_document_definition_async(params))


@when(parsers.parse('I ask where the definition in line {line:d} of "{name}" is used'))
def i_ask_for_uses(editor: Editor, line: int, name: str) -> None:
    context = lsp.ReferenceContext(include_declaration=True)
    params = lsp.ReferenceParams(context, editor.document(name), lsp.Position(line - 1, 0))
    editor.answer = editor.wait(editor.client.text_document_references_async(params))


@when(parsers.parse('I choose “{title}” at "{text}" in "{name}"'))
def i_choose(editor: Editor, title: str, text: str, name: str) -> None:
    offered = editor.actions(name, editor.at(name, text))
    chosen = next((one for one in offered if one.title == title), None)
    assert chosen is not None, [one.title for one in offered]
    editor.answer = editor.apply(editor.resolved(chosen))


@when(parsers.parse('I rename "{text}" in "{name}" to "{new}"'))
def i_rename(editor: Editor, text: str, name: str, new: str) -> None:
    params = lsp.RenameParams(editor.document(name), editor.at(name, text), new)
    editor.answer = editor.apply(editor.wait(editor.client.text_document_rename_async(params)))


@when(parsers.parse('I try to rename "{text}" in "{name}" to "{new}"'))
def i_try_to_rename(editor: Editor, text: str, name: str, new: str) -> None:
    with pytest.raises(JsonRpcException) as refusal:
        i_rename(editor, text, name, new)
    editor.answer = str(refusal.value)


@when(parsers.parse('I have "{name}" formatted'))
def i_have_it_formatted(editor: Editor, name: str) -> None:
    params = lsp.DocumentFormattingParams(editor.document(name), lsp.FormattingOptions(2, True))
    edits = editor.wait(editor.client.text_document_formatting_async(params)) or []
    editor.apply(lsp.WorkspaceEdit(changes={editor.uri(name): edits}))


@when(parsers.parse('I type a bar after "{text}" in "{name}"'))
def i_type_a_bar(editor: Editor, text: str, name: str) -> None:
    editor.write(name, editor.type_at(name, editor.text(name).replace(text, f"{text}{FIND}", 1), "|"))


@then(parsers.parse('"{text}" is underlined in "{name}", by the check {check}'))
def it_is_underlined(editor: Editor, text: str, name: str, check: str) -> None:
    found = editor.until_underlined(name, check)
    start, end = found.range.start, found.range.end
    line = editor.text(name).split("\n")[start.line]
    units = line.encode("utf-16-le")
    shown = units[2 * start.character : 2 * end.character].decode("utf-16-le")
    assert text in shown


@then(parsers.parse('nothing is underlined in "{name}"'))
def nothing_is_underlined(editor: Editor, name: str) -> None:
    assert [one.message for one in editor.underlined(name)] == []


@then(parsers.parse('my editor offers "{label}"'))
def the_editor_offers(editor: Editor, label: str) -> None:
    assert label in [item.label for item in editor.answer]


@then(parsers.parse('my editor shows "{text}"'))
def the_editor_shows(editor: Editor, text: str) -> None:
    assert text in editor.answer


@then(parsers.parse('my editor lists {count:d} steps of "{name}"'))
def the_editor_lists(editor: Editor, count: int, name: str) -> None:
    assert [one.uri for one in editor.answer] == [editor.uri(name)] * count


@then(parsers.parse('"{name}" in my editor holds'))
def it_holds(editor: Editor, name: str, docstring: str) -> None:
    assert docstring.strip() in editor.text(name)


@then(parsers.parse('I am in "{name}"'))
def i_am_in(editor: Editor, name: str) -> None:
    assert [one.uri for one in editor.answer] == [editor.uri(name)]
