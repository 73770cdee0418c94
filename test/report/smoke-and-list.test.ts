import { describe, expect, it } from 'vitest';
import { renderList } from '../../src/report/list.ts';
import { renderSmoke } from '../../src/report/smoke.ts';
import { list, smoke } from './smoke-and-list-fixtures.ts';

const ON_PAPER = { color: false, width: 100 };

describe('renderSmoke', () => {
  it('says what failed, what ran with stand-ins, what is to be written, and that nothing was judged', () => {
    const text = renderSmoke(smoke, { ...ON_PAPER, quiet: false });
    expect(text).toContain(smoke.failures[0]!.message.split('\n')[0]);
    expect(text).toContain('Ran with stand-ins, so not the code itself');
    expect(text).toContain('hash (a.perf.ts)');
    expect(text).toContain('Not installed.');
    expect(text).toContain('parse');
    expect(text).toContain('Smoke run: every test was called twice, and nothing was timed, judged or stored.');
    expect(text).toContain('4 tests: 2 ran, 1 failed, 1 todo in 1.50 s');
  });

  it('leaves out what was left out where it is asked to be quiet, and says where nothing ran', () => {
    const nothing = { ...smoke, ran: [], failures: [], summary: { ...smoke.summary, total: 1, ran: 0, failed: 0 } };
    const text = renderSmoke(nothing, { ...ON_PAPER, quiet: true });
    expect(text).toContain('nothing was called, because every test is skipped or still to be written');
    expect(text).not.toContain('Still to be written.');
    expect(text).not.toContain('stand-ins');
  });
});

describe('renderList', () => {
  it('has a row a test with what its options resolve to, and the counts', () => {
    const text = renderList(list, ON_PAPER);
    const rows = text.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(rows.find(([name]) => name === 'sort')).toHaveLength(5);
    expect(text).toMatch(/- parse +todo/);
    expect(text).toContain('2 tests in 1 file, 1 todo, 1 failed to load.');
  });

  it('names why a test is left out, and has no table where there is none', () => {
    const left = { ...list.tests[0]!, testName: 'left', mark: 'skip', skipped: 'skip' } as const;
    const other = { ...list.tests[0]!, testName: 'other', skipped: 'only' } as const;
    const summary = { ...list.summary, total: 2, skipped: 2, todo: 0, failed: 0 };
    const text = renderList({ ...list, tests: [left, other], failures: [], summary }, ON_PAPER);
    expect(text).toMatch(/- left .*skip\n/);
    expect(text).toMatch(/- other .*not marked only\n/);
    expect(text).toContain('2 tests in 1 file, 2 skipped.');
    const none = { ...list, tests: [], failures: [], summary: { ...summary, total: 0, files: 0, skipped: 0 } };
    expect(renderList(none, ON_PAPER).trim()).toBe('0 tests in 0 files.');
  });
});
