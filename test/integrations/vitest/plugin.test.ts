import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Vitest } from 'vitest/node';
import { evenkeel } from '../../../src/integrations/vitest/config.ts';
import { EvenkeelReporter } from '../../../src/integrations/vitest/reporter.ts';
import { ENDINGS } from '../../../src/model/performance-files.ts';
import { outsideCi, temporaryDirectory } from '../../framework/fixtures.ts';

beforeEach(outsideCi);

interface Hooks {
  configureVitest(context: { vitest: Vitest; project: unknown }): Promise<void>;
}

/** As much of Vitest as the plug-in speaks to; the whole of it is tried by test/end-to-end/vitest.test.ts. */
function vitestWith(more: object = {}) {
  const told: Record<string, unknown> = {};
  const config = {
    root: temporaryDirectory(),
    coverage: { enabled: false },
    reporters: [] as unknown[],
    watch: false,
    snapshotOptions: { updateSnapshot: 'new' },
    ...more,
  };
  const provide = (key: string, value: unknown) => {
    told[key] = value;
  };
  return { told, config, vitest: { version: '4.1.12', config, provide } as unknown as Vitest };
}

async function wishWith(more: object): Promise<unknown> {
  const { vitest, told } = vitestWith(more);
  const project = { name: 'unit', config: { exclude: [] } };
  await (evenkeel({ recording: 'always' }) as unknown as Hooks).configureVitest({ vitest, project });
  return (told.evenkeel as { settings: { recording: unknown } }).settings.recording;
}

describe('evenkeel()', () => {
  it('keeps performance files out of other projects, and adds one reporter', async () => {
    const { vitest, told, config } = vitestWith();
    const shared = ['**/node_modules/**'];
    const projects = [
      { name: '', config: { exclude: shared } },
      { name: 'unit', config: { exclude: shared } },
    ];
    const plugin = evenkeel({ include: ['bench/*.ts'] }) as unknown as Hooks;
    for (const project of projects) await plugin.configureVitest({ vitest, project });
    await plugin.configureVitest({ vitest, project: { name: 'performance' } });
    expect(projects.map((project) => project.config.exclude)).toEqual(Array(2).fill([...shared, 'bench/*.ts']));
    expect(shared).toHaveLength(1);
    expect(config.reporters).toEqual([expect.any(EvenkeelReporter)]);
    expect(told.evenkeel).toMatchObject({ include: ['bench/*.ts'], coverage: false });
  });

  it('takes performance files of every ending for its project', async () => {
    const { vitest, told } = vitestWith();
    await (evenkeel() as unknown as Hooks).configureVitest({
      vitest,
      project: { name: 'unit', config: { exclude: [] } },
    });
    const { include } = told.evenkeel as { include: readonly string[] };
    const directory = temporaryDirectory();
    const names = ENDINGS.flatMap((ending) => [`a.perf.${ending}`, `a.perf.test.${ending}`]);
    for (const name of names) writeFileSync(join(directory, name), '');
    expect(globSync([...include], { cwd: directory }).sort()).toEqual(names.sort());
  });

  it('accepts with -u, never records in watch mode, and else does as it was told', async () => {
    expect(await wishWith({})).toBe('always');
    expect(await wishWith({ snapshotOptions: { updateSnapshot: 'all' } })).toBe('accept_always');
    expect(await wishWith({ watch: true, snapshotOptions: { updateSnapshot: 'all' } })).toEqual({
      never: 'watch mode never records',
    });
  });
});
