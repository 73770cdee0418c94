// First, so that the time is known before a test can fake it.
import '../../real-time.ts';
import test from 'node:test';
import { type DeclaredCase, openRegistry } from '../../suite/registry.ts';
import { addDeclared, type DeclaredTests, declaringFile, mayLoadTypeScript } from './declared-tests.ts';
import type { PerformanceFileTests } from './performance-files.ts';

// For `node --import evenkeel/node-test/register --test`: each `perf` of a performance file becomes a test of node:test,
// which measures in fresh processes as `evenkeel run` does. Every process of the run loads this, those of ordinary test
// files as well: so what is needed only to measure is loaded only then.
const declared: DeclaredTests = new Map();
let files: Promise<PerformanceFileTests> | null = null;

if (mayLoadTypeScript()) {
  const { registerTypeScript } = await import('../../suite/loading/register.ts');
  // Nothing is measured in the process that loads the file here, so that all of TypeScript may be compiled.
  registerTypeScript({ mode: 'compile', cacheDirectory: null });
}
openRegistry(declare);

function declare({ name, mark }: DeclaredCase): void {
  const path = declaringFile(new Error('declared here').stack ?? '');
  addDeclared(declared, path, name);
  // Of `perf.only`, with `--test-only`, node:test has to know; what its file leaves out says so when it is its turn.
  const declareTest = mark === 'only' ? test.only : test;
  void declareTest(name, async (context) => {
    const { inTest } = await import('./process-host.ts');
    files ??= import('./performance-files.ts').then((module) => new module.PerformanceFileTests(declared));
    const tests = await files;
    const skipped = await inTest(`perf(${JSON.stringify(name)})`, context, (host) => tests.run(path, name, host));
    if (skipped?.reason === 'todo') context.todo(skipped.message);
    else if (skipped) context.skip(skipped.message);
  });
}
