import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeBinary } from '../../scripts/node-versions.mjs';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { projectOf, repositoryIn } from './projects.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const CHECKER = join(runnerModules('gitlab-ci-local@4'), 'gitlab-ci-local', 'dist', 'index.js');

/** What is printed where a configuration is held against GitLab's own schema, and its jobs are listed. */
function checked(jobs: Readonly<Record<string, string>>): Promise<string> {
  const main = { include: Object.keys(jobs).map((local) => ({ local })) };
  const directory = repositoryIn(projectOf({ ...jobs, '.gitlab-ci.yml': main }), 'git@gitlab.com:example/thing.git');
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

describe('the jobs for GitLab', () => {
  it('keep to its schema', async () => {
    const files = readdirSync(GOLDEN).filter((name) => name.startsWith('gitlab-'));
    const jobs = files.map((name, i) => {
      const text = readFileSync(join(GOLDEN, name), 'utf8').replace('node:<this>', 'node:22');
      return [`${i}.yml`, text.replace(/^performance[\w-]*:$/m, `job-${i}:`)] as const;
    });
    const output = await checked(Object.fromEntries(jobs));
    expect(output).toContain('json schema validated');
    expect(output.match(/^job-\d+ +test +on_success/gm)).toHaveLength(files.length);
  });

  it('would be found to break it', async () => {
    const output = await checked({ 'job.yml': 'job:\n  script: [a]\n  resource_grup: b\n' });
    expect(output).toContain("'resource_grup' property is not expected to be here at job");
  });
});
