import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './command.ts';
import { VERSIONS, VitestProject } from './vitest-project.ts';

const EXAMPLE = join(ROOT, 'examples/vitest');
const ALL = ['fingerprint', 'fingerprint, in-process', 'long fingerprint'];
const IN_FRESH_PROCESSES = ['run', '--project', 'performance', '-t', '^ ?fingerprint$'];
const DEARER = { EXAMPLE_ROUNDS: '5' };
// Where the machine itself got slower meanwhile, `inconclusive` is the right answer: then both are measured again.
const ATTEMPTS = 6;

describe('the example for Vitest, through the real command', () => {
  it('records, passes, catches 25 %, accepts it with -u, and passes again', async () => {
    const project = new VitestProject(VERSIONS[4], EXAMPLE);
    const first = await project.run(['run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(first.output).toContain('3 tests: 3 without baseline');
    expect(Object.keys(project.verdicts()).sort()).toEqual(ALL);
    expect(existsSync(join(project.directory, 'reports/performance.xml'))).toBe(true);

    const second = await project.run(IN_FRESH_PROCESSES);
    expect(second.exitCode, second.output).toBe(0);
    expect(Object.keys(project.verdicts()), second.output).toEqual(['fingerprint']);

    let dearer = await project.run(IN_FRESH_PROCESSES, DEARER);
    for (let i = 0; i < ATTEMPTS && dearer.exitCode === 0; i++) {
      await project.run([...IN_FRESH_PROCESSES, '-u']);
      dearer = await project.run(IN_FRESH_PROCESSES, DEARER);
    }
    expect(dearer.exitCode, dearer.output).toBe(1);
    expect(project.verdicts(), dearer.output).toEqual({ fingerprint: 'regression' });
    expect(dearer.output).toMatch(/"fingerprint" got slower by \+\d.* % \(interval \+.* counts as unchanged\)/);
    expect(dearer.output).toContain('If the change is meant, accept it: `vitest run -u`.');

    const accepted = await project.run([...IN_FRESH_PROCESSES, '-u'], DEARER);
    expect(accepted.exitCode, accepted.output).toBe(0);
    const after = await project.run(IN_FRESH_PROCESSES, DEARER);
    expect(after.exitCode, after.output).toBe(0);
    expect(project.verdicts()).not.toEqual({ fingerprint: 'regression' });
  });

  it.each([VERSIONS[3], VERSIONS[5]])('works with Vitest $major', async (version) => {
    const project = new VitestProject(version, EXAMPLE);
    const first = await project.run(['run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(Object.keys(project.verdicts()).sort(), first.output).toEqual(ALL);

    const dearer = await project.run(['run', '--project', 'performance'], { EXAMPLE_ROUNDS: '16' });
    expect(dearer.exitCode, dearer.output).toBe(1);
    expect(project.verdicts(), dearer.output).toMatchObject({ fingerprint: 'regression' });
    expect(dearer.output).toContain('accept it: `vitest run -u`');
  });
});
