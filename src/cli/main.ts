#!/usr/bin/env node
// The `evenkeel` command. Its commands load what they need when they are called, so that `--help` is quick.
import { commandEnd } from './end.ts';
import { main } from './program.ts';
import { terminalOf } from './terminal.ts';

const end = commandEnd(process);
// The built command is a CommonJS module, where nothing can be awaited out here.
main(process.argv.slice(2), terminalOf(process)).then(end.finish, end.fail);
