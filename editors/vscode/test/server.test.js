"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const test = require("node:test");
const { serverCommand } = require("../server");

function folderWith(...names) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "specbook-"));
  for (const name of names) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), "");
  }
  return folder;
}

test("what is configured comes first", () => {
  const folder = folderWith(".venv/bin/specbook");
  const found = serverCommand({ configured: ["uv", "run", "specbook", "lsp"], folder, platform: "linux" });
  assert.deepStrictEqual(found, { command: "uv", args: ["run", "specbook", "lsp"] });
});

test("the specbook beside the chosen interpreter comes before that of the folder", () => {
  const folder = folderWith(".venv/bin/specbook", "other/bin/specbook", "other/bin/python");
  const interpreter = path.join(folder, "other/bin/python");
  const found = serverCommand({ folder, interpreter, platform: "linux" });
  assert.deepStrictEqual(found, { command: path.join(folder, "other/bin/specbook"), args: ["lsp"] });
});

test("an interpreter that is told by its environment is as good", () => {
  const folder = folderWith("other/bin/specbook");
  const found = serverCommand({ folder, interpreter: path.join(folder, "other"), platform: "linux" });
  assert.strictEqual(found.command, path.join(folder, "other/bin/specbook"));
});

test("without specbook beside the interpreter, that of the folder's environment is taken", () => {
  const folder = folderWith("venv/bin/specbook", "other/bin/python");
  const found = serverCommand({ folder, interpreter: path.join(folder, "other/bin/python"), platform: "linux" });
  assert.strictEqual(found.command, path.join(folder, "venv/bin/specbook"));
});

test("Windows has its own names", () => {
  const folder = folderWith(".venv/Scripts/specbook.exe");
  const found = serverCommand({ folder, platform: "win32" });
  assert.strictEqual(found.command, path.join(folder, ".venv/Scripts/specbook.exe"));
});

test("where there is none, the PATH decides", () => {
  assert.deepStrictEqual(serverCommand({ folder: folderWith() }), { command: "specbook", args: ["lsp"] });
});
