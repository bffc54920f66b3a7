// Starts `specbook lsp` for the folder that is open; everything else, the server does.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { serverCommand } = require("./server");

const SPECS = ["**/*.feature", "**/*.feature.md"];
let client;

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("specbook.restart", restart),
    vscode.workspace.onDidOpenTextDocument(claim),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("specbook") && restart()),
  );
  vscode.workspace.textDocuments.forEach(claim);
  await start();
}

async function deactivate() {
  await client?.stop();
}

async function restart() {
  await client?.stop().catch(() => undefined);
  await start();
}

async function start() {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) {
    return;
  }
  const server = { ...serverCommand(await surroundings(folder)), options: { cwd: folder.uri.fsPath } };
  const selected = SPECS.map((pattern) => ({ scheme: "file", pattern }));
  client = new LanguageClient("specbook", "Specbook", server, {
    documentSelector: [...selected, { scheme: "file", language: "python" }],
    workspaceFolder: folder,
  });
  try {
    await client.start();
  } catch (error) {
    const hint = "Install it in the project's environment (pip install specbook), or set “specbook.command”.";
    vscode.window.showErrorMessage(`Specbook: “${server.command}” did not start. ${hint} (${error.message ?? error})`);
  }
}

async function surroundings(folder) {
  const configured = vscode.workspace.getConfiguration("specbook", folder).get("command") ?? [];
  return { configured, folder: folder.uri.fsPath, interpreter: await chosenInterpreter(folder) };
}

/** Return the interpreter that somebody chose in the Python extension, where that is installed. */
async function chosenInterpreter(folder) {
  const python = vscode.extensions.getExtension("ms-python.python");
  if (!python) {
    return "";
  }
  const api = python.isActive ? python.exports : await python.activate();
  return api?.environments?.getActiveEnvironmentPath(folder.uri)?.path ?? "";
}

/** Call a spec Gherkin, where no other extension says what it is. */
function claim(document) {
  if (document.uri.scheme === "file" && document.fileName.endsWith(".feature") && document.languageId === "plaintext") {
    vscode.languages.setTextDocumentLanguage(document, "gherkin");
  }
}

module.exports = { activate, deactivate };
