// What a run of tests ends with: which failed and why, and which passed only when run again.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addPart, allParts, closingLine, lists, PARTS } from '../../scripts/test-outcomes.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

function directory(): string {
  const made = mkdtempSync(join(tmpdir(), 'evenkeel-outcomes-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const trouble = (i: number, lines = 1) => ({
  where: `test/${i}.test.ts > works`,
  message: Array.from({ length: lines }, (_, line) => `line ${line}`).join('\n'),
});
const troubles = (count: number, lines = 1) => Array.from({ length: count }, (_, i) => trouble(i, lines));
const outcome = { passed: 1, failed: 0, skipped: 0, failures: [], onlyAgain: [] };

describe('parts', () => {
  it('are added up, with what failed in each', () => {
    const file = join(directory(), 'parts');
    expect(closingLine(allParts(file))).toBe('0 passed, 0 failed, 0 skipped');
    addPart(file, { ...outcome, failed: 1, failures: [trouble(1)] });
    addPart(file, { ...outcome, passed: 40, skipped: 2, onlyAgain: [trouble(2)] });
    const all = allParts(file);
    expect(closingLine(all)).toBe('41 passed, 1 failed, 2 skipped');
    expect(all).toMatchObject({ failures: [trouble(1)], onlyAgain: [trouble(2)] });
  });
});

describe('the lists', () => {
  it('are empty where all passed at once', () => {
    expect(lists(outcome)).toBe('');
  });

  it('have the beginning of each message', () => {
    const text = lists({ ...outcome, failures: [trouble(1, 40)], onlyAgain: [trouble(2, 2)] });
    expect(text.split('\n')).toEqual([
      ...['', 'passed when run again (1):', '  test/2.test.ts > works', '    line 0', '    line 1'],
      ...['', 'failed (1):', '  test/1.test.ts > works', ...Array.from({ length: 15 }, (_, i) => `    line ${i}`)],
    ]);
  });

  it.each([2, 20, 79, 80, 81, 500])('fit the end of a log, however much fails: %i', (count) => {
    const text = lists({ ...outcome, failures: troubles(count, 40), onlyAgain: troubles(count, 40) });
    expect(text.split('\n').length).toBeLessThanOrEqual(90);
    expect(text).toContain(`failed (${count}):\n  test/0.test.ts > works\n`);
    expect(text).toContain(`passed when run again (${count}):\n  test/0.test.ts > works\n`);
    expect(text.includes(' more')).toBe(count > 40);
  });
});

describe('a run of tests', () => {
  const TESTS = `import { beforeAll, describe, expect, it } from 'vitest';
    let tries = 0;
    it('works', () => {});
    it.skip('is left out', () => {});
    describe('of the two', () => {
      it('fails', () => expect({ a: 1 }).toEqual({ a: 2 }));
      it('works when it is run again', () => expect(++tries).toBe(2));
    });
    describe('never ready', () => {
      beforeAll(() => { throw new Error('no server'); });
      it('is never run', () => {});
    });\n`;

  function ran(env: Readonly<Record<string, string>>) {
    const cwd = directory();
    mkdirSync(join(cwd, 'test'));
    symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'), 'dir');
    writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(cwd, 'test/a.test.ts'), TESTS);
    writeFileSync(join(cwd, 'test/broken.test.ts'), "import './nowhere.ts';\n");
    const reporters = JSON.stringify([join(ROOT, 'scripts/closing-line-reporter.ts')]);
    writeFileSync(join(cwd, 'vitest.config.mjs'), `export default { test: { reporters: ${reporters}, retry: 1 } };\n`);
    const { stdout, status } = spawnSync(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run'], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    });
    expect(status).toBe(1);
    return stdout;
  }

  // A test that is never run, and a file that cannot be loaded, are no tests that passed.
  const CLOSING = '2 passed, 3 failed, 2 skipped\n';

  it('ends with what failed, what passed only when run again, and one plain line', () => {
    const end = ran({}).split('together, several at once\n')[1]!;
    expect(end.endsWith(CLOSING), end).toBe(true);
    const [, again, failed] = end.split(/\w.* \(\d+\):\n/);
    expect(again).toMatch(
      /^ {2}test\/a\.test\.ts > of the two > works when it is run again\n {4}AssertionError: expected 1 to be 2 .*\n {4}at test\/a\.test\.ts:\d+:\d+\n/,
    );
    expect(failed).toMatch(
      / {2}test\/a\.test\.ts > of the two > fails\n {4}AssertionError: expected \{ a: 1 \} to deeply equal \{ a: 2 \}\n[\s\S]*\+ {3}"a": 1,/,
    );
    expect(failed).toMatch(/ {2}test\/a\.test\.ts > never ready\n {4}Error: no server\n {4}at test\/a\.test\.ts:/);
    expect(failed).toMatch(/ {2}test\/broken\.test\.ts\n {4}Error: .*nowhere/);
  });

  it('keeps the lists for the last part where it is one of several', () => {
    const parts = join(directory(), 'parts');
    addPart(parts, { ...outcome, passed: 10, failures: [], onlyAgain: [] });
    const text = ran({ [PARTS]: parts });
    expect(text.endsWith('12 passed, 3 failed, 2 skipped\n'), text).toBe(true);
    expect(text).not.toContain('passed when run again');
    expect(allParts(parts).failures).toHaveLength(3);
    expect(lists(allParts(parts))).toContain('passed when run again (1):\n  test/a.test.ts > of the two');
  });
});
