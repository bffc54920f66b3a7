// Finds the program that starts the language server, without asking VS Code for anything.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const ENVIRONMENTS = [".venv", "venv"];

/**
 * Say how to start the server: as the settings say, else with the specbook beside the chosen interpreter, else with
 * that of the folder's own virtual environment, else with whatever the PATH has.
 */
function serverCommand({ configured = [], folder = "", interpreter = "", platform = process.platform }) {
  if (configured.length) {
    const [command, ...args] = configured;
    return { command, args };
  }
  const name = platform === "win32" ? "specbook.exe" : "specbook";
  const scripts = platform === "win32" ? "Scripts" : "bin";
  const beside = interpreter ? [path.join(path.dirname(interpreter), name), path.join(interpreter, scripts, name)] : [];
  const own = folder ? ENVIRONMENTS.map((one) => path.join(folder, one, scripts, name)) : [];
  const found = [...beside, ...own].find((one) => fs.existsSync(one));
  return { command: found ?? "specbook", args: ["lsp"] };
}

module.exports = { serverCommand };
