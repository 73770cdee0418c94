import { afterEach, describe, expect, it } from 'vitest';
import { firstLoader, type Loader, loadSuite, nextLoader } from '../../../src/suite/loading/load-suite.ts';
import { builtModule } from '../../measure/processes/built.ts';
import { makeProject, type Project } from '../../measure/processes/project.ts';

const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

// Absolute, because Vitest resolves packages in its own way.
function load(source: string) {
  const project = makeProject({
    't.perf.mjs': `import { perf } from ${JSON.stringify(builtModule('suite/perf.js'))};\n${source}`,
  });
  projects.push(project);
  return loadSuite({ file: project.path('t.perf.mjs'), loader: 'node', cacheDirectory: null });
}

describe('loadSuite', () => {
  it('answers what a file declares, in its order', async () => {
    const cases = await load("perf('a', () => 1); await null; perf.group('g', () => perf('b', () => 2));");
    expect(cases.map(({ name }) => name)).toEqual(['a', 'g > b']);
  });

  it('passes on what a file throws, and takes no declaration after it', async () => {
    const late = "setImmediate(() => { try { perf('late', () => 1); } catch (error) { globalThis.late = error; } });";
    await expect(load(`${late}\nthrow new RangeError('no');`)).rejects.toThrow(new RangeError('no'));
    await new Promise((done) => setTimeout(done, 10));
    expect((globalThis as { late?: Error }).late?.message).toMatch(/after the performance file had loaded/);
  });

  it('refuses a file without a test', async () => {
    await expect(load("perf.group('empty', () => undefined);")).rejects.toThrow(/t\.perf\.mjs declares no performance/);
  });
});

it('Node is asked first for JavaScript', () => {
  expect(firstLoader('/a.perf.js')).toBe('node');
  expect(firstLoader('/a.perf.mjs')).toBe('node');
});

it('evenkeel is asked first for TypeScript where Node cannot strip types', () => {
  const strips = Boolean((process.features as { typescript?: unknown }).typescript);
  expect(firstLoader('/a.perf.ts')).toBe(strips ? 'node' : 'strip_types');
});

const MISSING_EXPORT = "The requested module './x.ts' does not provide an export named 'Type'";

it.each<[Loader, string, string | null, string, Loader | null]>([
  ['node', 'TypeError', 'ERR_UNKNOWN_FILE_EXTENSION', '', 'strip_types'],
  ['node', 'Error', 'ERR_MODULE_NOT_FOUND', '', 'strip_types'],
  ['node', 'SyntaxError', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', '', 'strip_types'],
  ['node', 'SyntaxError', null, 'Cannot use import statement outside a module', 'strip_types'],
  ['node', 'SyntaxError', null, MISSING_EXPORT, 'compile_types'],
  ['node', 'RangeError', null, 'no', null],
  ['node', 'Error', 'E_OWN', MISSING_EXPORT, null],
  ['strip_types', 'SyntaxError', null, MISSING_EXPORT, 'compile_types'],
  ['strip_types', 'SyntaxError', null, 'Unexpected token', null],
  ['strip_types', 'Error', 'ERR_MODULE_NOT_FOUND', '', null],
  ['compile_types', 'SyntaxError', null, MISSING_EXPORT, null],
])('after %s and %s %s %s comes the next loader', (failed, name, code, message, expected) => {
  expect(nextLoader(failed, { name, message, code })).toBe(expected);
});
