import { afterAll, describe, expect, it, vi } from 'vitest';
import { NO_OUTCOME } from '../../../src/integrations/shared/outcome.ts';
import type { SuiteTests } from '../../../src/integrations/shared/suite-tests.ts';
import type { ProvidedSettings } from '../../../src/integrations/vitest/channel.ts';
import { declarePerfTests } from '../../../src/integrations/vitest/perf-files.ts';
import { perf } from '../../../src/suite/perf.ts';
import { testResult } from '../../report/fixtures.ts';

const asked = vi.hoisted(() => [] as SuiteTests[]);
const provided = vi.hoisted(() => ({}) as { evenkeel: Partial<ProvidedSettings> });
// Fresh processes would load this very file, which is none of performance tests.
vi.mock('../../../src/integrations/shared/suite-tests.ts', () => ({
  measureSuiteTests: async (_settings: unknown, request: SuiteTests) => {
    asked.push(request);
    const outcomeOf = (testName: string) => ({ ...NO_OUTCOME, results: [testResult({ testName })] });
    return new Map(request.tests.map((name) => [name, outcomeOf(name)]));
  },
}));
vi.mock('../../../src/integrations/vitest/provided.ts', () => ({ providedSettings: () => provided.evenkeel }));
provided.evenkeel = { settings: { directory: import.meta.dirname, acceptWith: '' } as never };

declarePerfTests();

// Each of these becomes a test of this file.
perf('first', () => 1);
perf.group('group', () => perf('second', () => 2));
perf('##[error]\u001b[2Jx', () => 3);
perf('#\\#[error]\u241b[2Jx', () => 3);

describe('perf in a file of Vitest', () => {
  it('is an error once the file has loaded', () => {
    expect(() => perf('late', () => 3)).toThrow(/was called after the performance file had loaded/);
  });
});

// biome-ignore lint/correctness/noEmptyPattern: Vitest wants it, before what it belongs to.
afterAll(({}, { tasks }) => {
  // Vitest prints what it is told.
  const shown = tasks.filter(({ type }) => type === 'test').map(({ name }) => name);
  expect(shown).toEqual(['first', 'group > second', '#\\#[error]␛[2Jx', '#\\#[error]␛[2Jx (2)']);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    name: 'perf-files.test.ts',
    tests: ['first', 'group > second', '##[error]\u001b[2Jx', '#\\#[error]\u241b[2Jx'],
  });
});
