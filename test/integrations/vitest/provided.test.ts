import { describe, expect, it, vi } from 'vitest';
import { providedSettings } from '../../../src/integrations/vitest/provided.ts';
import { settings } from '../shared/fixtures.ts';

const provided = vi.hoisted(() => ({}) as Record<string, unknown>);
// What Vitest's main process tells its tests cannot be changed from inside one of them.
vi.mock('vitest', async (original) => ({
  ...(await original<typeof import('vitest')>()),
  inject: (key: string) => provided[key],
}));

describe('providedSettings', () => {
  it('says how to add the plug-in where there is none', () => {
    expect(() => providedSettings('performanceTest')).toThrow(
      /^performanceTest needs evenkeel's plug-in\. Add it .*'evenkeel\/vitest\/config'.*plugins: \[evenkeel\(\)\]/,
    );
  });

  it('says how to name a file that is outside the performance project', () => {
    provided.evenkeel = { settings: settings(), include: ['**/*.perf.ts', '**/*.perf.test.ts'], coverage: false };
    expect(() => providedSettings('perf')).toThrow(
      /^perf is called in a file outside the performance project.*Name the file \*\*\/\*\.perf\.ts or \*\*\/\*\.perf\.test\.ts/,
    );
  });

  it('passes on what is wrong with how the project is run, and answers where nothing is', () => {
    provided.evenkeelProject = { wrongUse: 'Not in threads.' };
    expect(() => providedSettings('perf')).toThrow('Not in threads.');
    provided.evenkeelProject = { wrongUse: null };
    expect(providedSettings('perf')).toBe(provided.evenkeel);
  });
});
