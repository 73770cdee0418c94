import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { compare } from '../../src/cli/compare.ts';
import type { CompareFlags } from '../../src/cli/flags.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { CompareReport } from '../../src/model/revisions.ts';
import { outsideCi } from '../framework/fixtures.ts';
import { programs } from '../measure/processes/built.ts';
import { type MadeRepository, makeRepository } from '../revisions/made-repository.ts';
import { recorder } from './recorder.ts';

beforeEach(outsideCi);

// No noise makes as much as what is tolerated, so that four pairs of processes are enough.
const FEW: CompareFlags = { iterations: 2, blocks: 8 };
const ONE_TEST = {
  'a.perf.js': `import { perf } from 'evenkeel';
const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
perf('sort', () => Float64Array.from(numbers).sort(), { maxDuration: 0.05, warmupIterations: 0, tolerancePercent: 100000 });`,
};

async function compareIn(made: MadeRepository, flags: CompareFlags, overrides: Partial<Terminal> = {}) {
  const { terminal, written } = recorder(overrides);
  const exitCode = await compare('HEAD', [], { ...FEW, ...flags }, terminal, { directory: made.directory, programs });
  return { exitCode, ...written };
}

describe('compare', () => {
  it('shows the results, and how far it has come', async () => {
    const { exitCode, out, err } = await compareIn(makeRepository(ONE_TEST), {});
    expect(exitCode, out).toBe(0);
    expect(out).toMatch(
      /^ +test +base +present +change \[interval\] +min\. detectable +\w+ +verdict\na\.perf\.js\n {2}. sort /,
    );
    expect(out).toMatch(/\n1 test: 1 \w+ in .*\n$/);
    expect(err).toMatch(/^Checking out HEAD \(\w{7}\) …\nmeasuring: 0\/\d+\n/);
    expect(err).toMatch(/\nmeasured: (\d+)\/\1 in .*\n$/);
  });

  it('writes the report to a file, or to standard output instead of the table', async () => {
    const made = makeRepository(ONE_TEST);
    const json = made.path('reports/compare.json');
    const { out } = await compareIn(made, { json });
    expect(out).toMatch(/\n1 test: /);
    const written = JSON.parse(readFileSync(json, 'utf8')) as CompareReport;
    expect(written).toMatchObject({ kind: 'compare', schemaVersion: 1, summary: { total: 1 } });
    const other = await compareIn(made, { json: '-', quiet: true });
    expect((JSON.parse(other.out) as CompareReport).comparisons).toHaveLength(1);
    expect(other.err).toBe('');
  });

  it('says a report that cannot be written before it measures', async () => {
    const made = makeRepository(ONE_TEST);
    await expect(compareIn(made, { json: made.directory })).rejects.toThrow(/^--json cannot write /);
  });

  it('ends with 130 where a signal comes before anything was measured', async () => {
    const listeners = process.listenerCount('SIGTERM');
    const made = makeRepository(ONE_TEST);
    const err: string[] = [];
    const terminal = {
      err: (text: string) => {
        err.push(text);
        if (text.startsWith('Preparing')) process.emit('SIGTERM', 'SIGTERM');
      },
    };
    const { exitCode, out } = await compareIn(made, { prepare: 'sleep 100' }, terminal);
    expect({ exitCode, out }).toEqual({ exitCode: 130, out: '' });
    expect(err.slice(-2)).toEqual([
      'Interrupted: keeping what is complete …\n',
      'Interrupted before anything was measured.\n',
    ]);
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
  });
});
