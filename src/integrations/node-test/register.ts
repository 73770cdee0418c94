import test from 'node:test';
import { registerTypeScript } from '../../suite/loading/register.ts';
import { openRegistry, type SuiteCase } from '../../suite/registry.ts';
import { declaringFile, PerformanceFileTests } from './performance-files.ts';
import { inTest } from './process-host.ts';

// For `node --import evenkeel/node-test/register --test`: each `perf` of a performance file becomes a test of node:test,
// which measures in fresh processes as `evenkeel run` does. Nothing is measured in the process that loads the file here,
// so that all of TypeScript may be compiled.
const files = new PerformanceFileTests();

registerTypeScript({ mode: 'compile', cacheDirectory: null });
openRegistry(declare);

function declare({ name }: SuiteCase): void {
  const path = declaringFile(new Error('declared here').stack ?? '');
  files.declare(path, name);
  void test(name, (context) => inTest(`perf(${JSON.stringify(name)})`, context, (host) => files.run(path, name, host)));
}
