import { describe, expect, it } from 'vitest';
import { compareJson } from '../../src/report/json.ts';
import { renderCompare } from '../../src/report/terminal/render-compare.ts';
import { displayWidth } from '../../src/report/text/width.ts';
import { compareReport } from './compare-fixtures.ts';

const plain = { color: false, quiet: false, width: 120 };

describe('golden output of a comparison of revisions', () => {
  it.each([40, 80, 120])('at %i columns', async (width) => {
    const text = renderCompare(compareReport, { ...plain, width });
    await expect(text).toMatchFileSnapshot(`golden/compare-${width}.golden`);
    const tooWide = text.split('\n').filter((line) => displayWidth(line) > width);
    expect(tooWide).toEqual([]);
  });

  it('in color, and quiet', async () => {
    const color = renderCompare(compareReport, { ...plain, color: true, width: 100 });
    await expect(color).toMatchFileSnapshot('golden/compare-100-color.golden');
    const quiet = renderCompare(compareReport, { ...plain, quiet: true, width: 100 });
    await expect(quiet).toMatchFileSnapshot('golden/compare-quiet-100.golden');
  });

  it('as JSON', async () => {
    await expect([...compareJson(compareReport)].join('')).toMatchFileSnapshot('golden/compare.json.golden');
  });
});

describe('renderCompare', () => {
  it('names the merge-base, and a tree without a commit', () => {
    const text = renderCompare(
      {
        ...compareReport,
        base: { ...compareReport.base, isMergeBase: true },
        head: { commit: null, isDirty: false },
      },
      plain,
    );
    expect(text).toContain('Compared the present tree (no commit) with the merge-base with main (commit 1a2b3c4)\n');
  });

  it('shows everything where there was nothing to compare, however quiet it is to be', () => {
    const summary = { ...compareReport.summary, total: 0, passed: 0, regressions: 0, improvements: 0 };
    const counts = { ...summary, inconclusive: 0, incomparable: 0, onlyInBase: 0, onlyInHead: 1, failed: 0 };
    const text = renderCompare(
      {
        ...compareReport,
        comparisons: [],
        metrics: [],
        onlyInBase: [],
        skipped: [],
        failures: [],
        warnings: ['Nothing was compared, so this does not count as a pass.'],
        summary: counts,
      },
      { ...plain, quiet: true },
    );
    expect(text).toMatch(/^Only in the present tree\n {2}streams a file /);
    expect(text).toContain('Nothing was compared, so this does not count as a pass.');
    expect(text).toMatch(/^0 tests: 1 only in the present tree in 1 min 23 s$/m);
  });

  it('lets no name or reason move the cursor', () => {
    const evil = 'a\u001b[2Jb';
    const text = renderCompare(
      {
        ...compareReport,
        base: { ...compareReport.base, ref: evil },
        onlyInHead: [{ testName: evil, file: evil, reason: evil }],
        warnings: [evil],
      },
      plain,
    );
    expect(text).not.toContain('\u001b');
  });
});
