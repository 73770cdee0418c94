import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { judgeCandidates } from '../../src/judge/candidates/judge-candidates.ts';
import { GC_COUNT, RETAINED_BYTES } from '../../src/model/metric.ts';
import type { Wish } from '../../src/model/wish.ts';
import type { Entry } from '../../src/report/documents/entry.ts';
import { renderMarkdown } from '../../src/report/documents/markdown.ts';
import { candidates } from '../../src/report/schemas/judgement.ts';
import { renderCandidates } from '../../src/report/terminal/candidates.ts';
import { canvasOf } from '../../src/report/text/canvas.ts';
import { readWish } from '../../src/suite/preference.ts';
import { bytesOf, caseOf, exactly } from '../judge/candidates/evidence.ts';
import { entries } from './documents/entries.ts';

const wishes = ['allocatedBytes', 'allocatedBytes <= 2 MB'].map((text) => readWish(text) as Wish);
const evidence = [
  bytesOf(1e6, 1e6, 3e6),
  exactly(RETAINED_BYTES, [0, 4096, 4096]),
  { metric: GC_COUNT, values: [[], [], []] },
];
const result = { testName: 'copying', file: 'a.perf.ts', ...judgeCandidates(caseOf(evidence, { wishes })) };

describe('all pairs of a comparison', () => {
  it('are on the terminal, those without percents by their figures', () => {
    const lines = renderCandidates([result], canvasOf({ color: false, width: 200 })).map((line) =>
      line.replaceAll(/ +/g, ' ').trim(),
    );
    expect(lines).toContain(
      'each against each allocatedBytes [interval] retainedBytes [interval] gcCount [interval] together',
    );
    expect(lines).toContain('b against a 0.0 % [0.0, 0.0] 4.10 kB against 0 B n/a in part not told apart');
    expect(lines).toContain('c against a +200 % [+200, +200] 4.10 kB against 0 B n/a in part not told apart');
    expect(lines).toContain('c against b +200 % [+200, +200] 0.0 % [0.0, 0.0] n/a in part not told apart');
    expect(lines.join(' ')).toMatch(/Out: c, which does not keep allocatedBytes <= 2 MB/);
    expect(lines.join(' ')).toMatch(/gcCount was not measured in every process/);
  });

  it('are in Markdown, once for all entries of the comparison', () => {
    const [entry] = entries;
    const own: Entry = { ...entry!, choice: result };
    const text = renderMarkdown([own, own]);
    const rows = text.split('\n').filter((line) => /^\| `[abc]` against /.test(line));
    expect(rows).toEqual([
      '| `b` against `a` | 0.0 % [0.0, 0.0] | 4.10 kB against 0 B | n/a | in part not told apart |',
      '| `c` against `a` | +200 % [+200, +200] | 4.10 kB against 0 B | n/a | in part not told apart |',
      '| `c` against `b` | +200 % [+200, +200] | 0.0 % [0.0, 0.0] | n/a | in part not told apart |',
    ]);
    expect(text).toContain('| each against each | `allocatedBytes` | `retainedBytes` | `gcCount` | together |');
    expect(text).toMatch(/⚠️ gcCount was not measured in every process/);
  });

  it('are in JSON as its schema has it', () => {
    expect(safeParse(candidates, JSON.parse(JSON.stringify(result))).success).toBe(true);
  });
});
