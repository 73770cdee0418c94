// `evenkeel compare` in a project whose packages real Yarn 4 finds by Plug'n'Play, without any node_modules.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import type { CompareReport } from '../../src/model/revisions.ts';
import { type MadeRepository, repositoryIn, worktreesOf } from '../revisions/made-repository.ts';
import { ROOT, runProgram } from './command.ts';

const YARN = join(runnerModules('yarn@4'), '@yarnpkg/cli-dist/bin/yarn.js');

/** Native work, so many times; fifty times as much is more than any noise. */
const code = (times: number) => `
const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
export const work = () => { let n = 0; for (let i = 0; i < ${times}; i++) n += Float64Array.from(numbers).sort().length; return n; };
`;

const FILES = {
  'package.json': JSON.stringify({
    name: 'thing',
    type: 'module',
    private: true,
    devDependencies: { evenkeel: 'file:./evenkeel.tgz' },
  }),
  // Without a lockfile, Yarn looks for a project further up.
  'yarn.lock': '',
  '.yarnrc.yml': 'nodeLinker: pnp\nenableTelemetry: false\nenableGlobalCache: false\n',
  '.gitattributes': '*.zip binary\n',
  'code.js': code(50),
  'a.perf.js': [
    "import { perf } from 'evenkeel';",
    "import { work } from './code.js';",
    "perf('work', () => work(), { iterations: 10, warmupIterations: 1, maxDuration: 0.5, tolerancePercent: 300 });",
  ].join('\n'),
};

interface Project extends MadeRepository {
  yarn(...args: readonly string[]): ReturnType<typeof runProgram>;
}

/**
 * A project that has this package packed, as users get it, and what it depends on from the registry. Where the registry
 * cannot be reached there is nothing to test with, which is said loudly, and the test counts as skipped.
 */
async function madeWithYarn({ skip }: TestContext, ignored: string): Promise<Project> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-pnp-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const made = repositoryIn(directory);
  made.git('init', '--quiet');
  made.write({ '.gitignore': `/bin\n${ignored}`, ...FILES });
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', directory], { cwd: ROOT, encoding: 'utf8' }),
  ) as readonly [{ readonly filename: string }];
  execFileSync('mv', [join(directory, packed.filename), made.path('evenkeel.tgz')]);
  mkdirSync(made.path('bin'));
  symlinkSync(YARN, made.path('bin/yarn'));
  const env = { PATH: [made.path('bin'), process.env.PATH].join(delimiter), ...registry() };
  const yarn = (...args: readonly string[]) => runProgram('yarn', args, { cwd: directory, env });
  const { exitCode, out, err } = await yarn('install');
  if (/RequestError|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(out)) {
    process.stderr.write(`\n!!! NOT TESTED: Yarn's Plug'n'Play, because the registry cannot be reached:\n${out}\n\n`);
    skip('the registry cannot be reached');
  }
  expect(exitCode, out + err).toBe(0);
  expect(existsSync(made.path('node_modules'))).toBe(false);
  made.commit();
  return { ...made, yarn };
}

/** How the registry is reached: the one that npm is set up to use, which Yarn does not ask npm for. */
function registry(): Readonly<Record<string, string>> {
  const url = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const reaching = Object.entries(process.env).filter(([name]) => /^(?:NODE_EXTRA_CA_CERTS|https?_proxy)$/i.test(name));
  return { ...(Object.fromEntries(reaching) as Record<string, string>), YARN_NPM_REGISTRY_SERVER: url };
}

async function compared(project: Project, ...args: readonly string[]) {
  const result = await project.yarn('evenkeel', 'compare', 'HEAD', '--json', '-', ...args);
  const report = result.out.startsWith('{') ? (JSON.parse(result.out) as CompareReport) : null;
  return { ...result, report: report! };
}

describe('evenkeel compare, with packages that Yarn finds by Plug’n’Play', () => {
  it('says how to install what cannot be shared, and runs both codes once that is done', async (test) => {
    const project = await madeWithYarn(test, '/.yarn\n/.pnp.*\n');
    project.write({ 'code.js': code(1) });
    const without = await compared(project);
    expect(without).toMatchObject({ exitCode: 2, out: '' });
    expect(without.err).toContain(
      'has no .pnp.cjs: there is no node_modules to share. Say how to install its packages: --prepare "yarn install"',
    );

    const { exitCode, report, err } = await compared(project, '--prepare', 'yarn install');
    expect(exitCode, err).toBe(0);
    expect(report.failures).toEqual([]);
    expect(report.comparisons).toMatchObject([{ testName: 'work', validation: { verdict: 'improvement' } }]);
    expect(report.comparisons[0]!.change.percent).toBeLessThan(-75);
    expect(worktreesOf(project)).toEqual([]);
  });

  it('needs no command where the base keeps its packages in the repository, also others', async (test) => {
    const project = await madeWithYarn(test, '/.yarn/unplugged\n/.yarn/install-state.gz\n');
    const added = await project.yarn('add', '--dev', 'ms@2.1.3');
    expect(added.exitCode, added.out).toBe(0);
    expect(project.git('status', '--porcelain')).toContain('yarn.lock');
    project.write({ 'code.js': code(1) });
    const { exitCode, report, err } = await compared(project);
    expect(exitCode, err).toBe(0);
    expect(report.comparisons[0]!.change.percent).toBeLessThan(-75);
    expect(report.warnings.join()).not.toContain('yarn.lock');
  });
});
