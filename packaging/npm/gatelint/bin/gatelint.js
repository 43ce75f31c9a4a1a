#!/usr/bin/env node
// Runs the program of the package that is for this system.
"use strict";
const { spawnSync } = require("node:child_process");

const name = `gatelint-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "gatelint.exe" : "gatelint";
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`gatelint: the package ${name} is not installed; there may be none for this system, or optional packages are left out`);
  process.exit(2);
}
const ended = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (ended.error) {
  console.error(`gatelint: ${program} can't be run: ${ended.error.message}`);
  process.exit(2);
}
if (ended.signal) process.kill(process.pid, ended.signal);
process.exit(ended.status ?? 2);
