#!/usr/bin/env node
// The `evenkeel` command. Its commands load what they need when they are called, so that `--help` is quick.
import { main } from './program.ts';
import { terminalOf } from './terminal.ts';

// The built command is a CommonJS module, where nothing can be awaited out here.
main(process.argv.slice(2), terminalOf(process)).then((exitCode) => {
  process.exitCode = exitCode;
});
