import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mentions, notedCompanions } from '../../../src/framework/compare/noted-companions.ts';
import type { CollectedFile } from '../../../src/measure/processes/collect-tests.ts';

function tree(files: Readonly<Record<string, string>>): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-noted-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

function collected(...files: readonly string[]): CollectedFile {
  const file = { path: '/a.perf.js', name: 'a.perf.js' };
  return { file, load: { file: file.path, loader: 'node', cacheDirectory: null }, tests: [], files };
}

const unused = { present: '/present', base: '/base' };

it('notes data, and of code and tooling what either side loaded or opened', async () => {
  const companions = {
    missing: ['data.txt', 'helper.js', 'a.test.js', 'renovate.json', 'README.md'],
    different: ['test/b.json', 'test/helper.ts', 'test/b.test.ts', '.github/workflows/test.yml'],
  };
  const head = collected('/present/helper.js', '/present/README.md');
  const base = collected('/base/test/helper.ts', '/elsewhere/a.test.js');
  expect(await notedCompanions(companions, [head, base], unused)).toEqual({
    missing: ['data.txt', 'helper.js', 'README.md'],
    different: ['test/b.json', 'test/helper.ts'],
  });
});

it('notes what the code that was loaded names, for the body of a test may open it', async () => {
  const present = tree({
    'a.perf.js': "read('./README.md'); import('./later.js'); new Worker(new URL('worker.js', import.meta.url));",
    'b.js': '// see renovate.json',
  });
  const companions = { missing: ['README.md', 'later.ts', 'worker.js', 'a.test.js', 'renovate.json'], different: [] };
  const files = ['a.perf.js', 'b.js'].map((name) => join(present, name));
  const { missing } = await notedCompanions(companions, [collected(...files)], { present, base: '/base' });
  expect(missing).toEqual(['README.md', 'later.ts', 'worker.js']);
});

it('knows nothing of a file that did not load', async () => {
  const failure = { testName: null, file: 'a.perf.js', reason: 'load_failed', message: '' } as never;
  const failed: CollectedFile = { file: { path: '/a.perf.js', name: 'a.perf.js' }, failure };
  const companions = { missing: ['data.txt', 'helper.js'], different: [] };
  expect(await notedCompanions(companions, [failed], unused)).toEqual({ missing: ['data.txt'], different: [] });
});

it.each([
  ['a.b.json', "'../a.b.json'", true],
  ['a.b.json', "'../axb.json'", false],
  ['a.json', "'data.json'", false],
  ['helper.ts', '"./helper.js"', true],
  ['helper.ts', '`./helper`', true],
  ['helper.ts', "'./test-helper.js'", false],
])('finds whether %s is named in %s: %s', (name, text, is) => {
  expect(mentions(name)(text)).toBe(is);
});
