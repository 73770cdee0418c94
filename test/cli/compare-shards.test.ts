import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { compare } from '../../src/cli/compare.ts';
import type { CompareFlags } from '../../src/cli/flags.ts';
import type { CompareReport } from '../../src/model/revisions.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { programs } from '../measure/processes/built.ts';
import { type MadeRepository, makeRepository } from '../revisions/made-repository.ts';
import { command, recorder } from './recorder.ts';

beforeEach(outsideCi);

// No noise makes as much as what is tolerated, so that four pairs of processes are enough.
const FEW: CompareFlags = { iterations: 2, blocks: 8 };
const OPTIONS = '{ maxDuration: 0.05, warmupIterations: 0, tolerancePercent: 100000 }';
const FILES = {
  'a.perf.js': `import { perf } from 'evenkeel';
const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
const sort = () => Float64Array.from(numbers).sort();
perf('one', sort, ${OPTIONS});
perf('two', sort, ${OPTIONS});
perf.compare('both', { baseline: sort, candidate: sort });
perf.skip('three', sort);
perf('broken', () => { throw new Error('broken'); }, ${OPTIONS});
`,
};

async function compareIn(made: MadeRepository, flags: CompareFlags) {
  const { terminal, written } = recorder();
  const place = { directory: made.directory, programs };
  const exitCode = await compare('HEAD', [], { ...FEW, ...flags }, terminal, place);
  return { exitCode, ...written };
}

function saidBy({ comparisons, skipped, failures, summary }: CompareReport) {
  return {
    comparisons: comparisons.map(({ testName, validation }) => [
      testName,
      validation.verdict,
      validation.confidenceLevel,
    ]),
    skipped: skipped.map(({ testName }) => testName).toSorted(),
    failures: failures.map(({ testName, reason }) => [testName, reason]),
    summary,
  };
}

describe('machines that share a comparison', () => {
  it('say together what one says, with one error budget', async () => {
    const made = makeRepository(FILES);
    const before = process.cwd();
    process.chdir(made.directory);
    onTestFinished(() => process.chdir(before));
    const parts = temporaryDirectory();
    const exitCodes: number[] = [];
    for (const part of [1, 2, 3]) {
      const blob = join(parts, `part-${part}.blob`);
      exitCodes.push((await compareIn(made, { shard: { part, of: 3 }, blob })).exitCode);
    }
    expect(exitCodes.toSorted()).toEqual([0, 0, 2]);
    const merged = await command(['merge', parts, '--json', '-']);
    expect(merged).toMatchObject({ exitCode: 2, err: '' });
    const whole = JSON.parse((await compareIn(made, { json: '-' })).out) as CompareReport;
    // Of the tests that can be compared, the one that fails is known only where it is measured: there are three of them.
    expect(saidBy(JSON.parse(merged.out) as CompareReport)).toEqual(saidBy(whole));
    expect(whole.comparisons[0]!.validation.confidenceLevel).toBeCloseTo(1 - 0.001 / 3, 12);
    expect((await command(['merge', parts])).out).toMatch(/\n3 tests: /);
    const mixed = await command(['merge', join(parts, 'part-1.blob'), join(parts, 'part-3.blob')]);
    expect(mixed).toMatchObject({ exitCode: 2, err: expect.stringContaining('part 2 of 3 is missing') });
  });
});
