// The built command in a real repository, as CI systems start it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandResult, evenkeel, performanceFile, QUICK, WORK } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { type MadeRepository, makeRepository } from '../revisions/made-repository.ts';

const ARGUMENTS = ['run', '--confirm', 'history', '--iterations', '6', '--processes', '1'];
const PULL_REQUEST = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REF: 'refs/pull/12/merge',
  GITHUB_HEAD_REF: 'faster',
  GITHUB_BASE_REF: 'main',
};
const OTHER = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';

function made(): MadeRepository {
  return makeRepository({
    '.gitignore': 'node_modules/\n.performance-cache/\n',
    'work.js': WORK,
    'sort.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`),
  });
}

async function runsOf(cwd: string): Promise<number> {
  const { out } = await evenkeel(['baseline', 'export', '-'], { cwd });
  return JSON.parse(out).runs.length;
}

const onOneLine = ({ out }: CommandResult) => out.replace(/\s+/g, ' ');

describe('a run in CI', () => {
  it('writes where the main branch is checked out, and nothing where something else is', async () => {
    const { directory: cwd, git } = made();
    const head = git('rev-parse', 'HEAD').trim();
    const push = { ...PULL_REQUEST, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_HEAD_REF: '' };
    const asOf = (env: Readonly<Record<string, string>>) => evenkeel(ARGUMENTS, { cwd, env: { ...push, ...env } });

    expect(onOneLine(await asOf({ GITHUB_SHA: head }))).toContain('Baselines: recorded');
    expect(await runsOf(cwd)).toBe(1);

    const others = [
      [{ GITHUB_SHA: OTHER }, `commit ${head.slice(0, 7)} is checked out where github_actions names da15608`],
      [{ GITHUB_SHA: head, GITHUB_EVENT_NAME: 'issue_comment' }, 'what was started by "issue_comment" may be'],
      [{ GITHUB_SHA: OTHER, GITHUB_EVENT_NAME: 'workflow_run' }, `commit ${head.slice(0, 7)} is checked out where`],
      [{ ...PULL_REQUEST, TEAMCITY_VERSION: '2026.1' }, 'pull requests read baselines and do not write them'],
      [{ GITHUB_SHA: head, CI: 'false' }, 'CI=false is set although the variables of github_actions are'],
    ] as const;
    for (const [env, reason] of others) expect(onOneLine(await asOf(env))).toContain(reason);
    const unknown = await evenkeel(ARGUMENTS, { cwd, env: { CI: 'true' } });
    expect(onOneLine(unknown)).toContain('this CI system is not known; `recording` set to "always"');
    expect(await runsOf(cwd)).toBe(1);

    const asked = await evenkeel(ARGUMENTS, { cwd, env: { CI: 'true', EVENKEEL_RECORDING: 'always' } });
    expect(onOneLine(asked)).toContain('Baselines: recorded');
    expect(await runsOf(cwd)).toBe(2);
  });
});

describe('in a pull request', () => {
  it('--update is refused before anything is measured, and works where it is said to be meant', async () => {
    const { directory: cwd } = made();
    const refused = await evenkeel([...ARGUMENTS, '--update'], { cwd, env: PULL_REQUEST });
    expect(refused).toMatchObject({ exitCode: 2, out: '' });
    expect(refused.err).toBe(
      'error: --update changes baselines: pull requests read baselines and do not write them. Do it on the main branch, or confirm that you mean it here: --update --record.\n',
    );
    expect(await runsOf(cwd)).toBe(0);
    const meant = await evenkeel([...ARGUMENTS, '--update', '--record'], { cwd, env: PULL_REQUEST });
    expect(onOneLine(meant)).toContain('Baselines: accepted as the new baseline');
    expect(await runsOf(cwd)).toBe(1);
  });

  it.each([
    ['accept', ['accept', '--all']],
    ['remove', ['remove', '--all']],
    ['prune', ['prune', '--days', '1']],
    ['import', ['import', 'exported.json', '--replace']],
  ])('baseline %s is refused, and works where it is said to be meant', async (name, args) => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 'exported.json'), (await evenkeel(['baseline', 'export', '-'], { cwd })).out);
    const refused = await evenkeel(['baseline', ...args], { cwd, env: PULL_REQUEST });
    expect(refused).toMatchObject({ exitCode: 2, out: '' });
    expect(refused.err).toContain(
      `evenkeel baseline ${name} changes baselines: pull requests read baselines and do not write them. Do it on the main branch, or confirm that you mean it here: evenkeel baseline ${name} --record.`,
    );
    const meant = await evenkeel(['baseline', ...args, '--record'], { cwd, env: PULL_REQUEST });
    expect(meant, meant.err).toMatchObject({ exitCode: 0 });
    const local = await evenkeel(['baseline', ...args], { cwd });
    expect(local, local.err).toMatchObject({ exitCode: 0 });
  });

  it('baseline list, show and export work', async () => {
    const cwd = temporaryDirectory();
    for (const args of [['list'], ['export', '-']]) {
      expect(await evenkeel(['baseline', ...args], { cwd, env: PULL_REQUEST })).toMatchObject({ exitCode: 0 });
    }
  });
});
