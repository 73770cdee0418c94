// `evenkeel compare` in a project whose packages real Yarn 4 finds by Plug'n'Play, without any node_modules.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished, type TestContext } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import type { CompareReport } from '../../src/model/revisions.ts';
import { loaded, UNMEASURED } from '../framework/compare/comparing.ts';
import { type MadeRepository, repositoryIn, worktreesOf } from '../revisions/made-repository.ts';
import { ROOT, runProgram } from './command.ts';

const YARN = join(runnerModules('yarn@4'), '@yarnpkg/cli-dist/bin/yarn.js');

const code = (version: string) => `export const version = '${version}';\nexport const work = () => version.length;\n`;

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
  'code.js': code('old'),
  'a.perf.js': [
    "import { perf } from 'evenkeel';",
    "import { version, work } from './code.js';",
    `perf('work', () => work(), ${UNMEASURED});`,
    // Its name tells which code was loaded.
    `perf('is ' + version, () => 1, ${UNMEASURED});`,
  ].join('\n'),
};

interface Project extends MadeRepository {
  yarn(...args: readonly string[]): ReturnType<typeof runProgram>;
}

/**
 * A project that has this package packed, as users get it, and what it depends on from the registry. Where the registry
 * cannot be reached there is nothing to test with, which is said loudly, and the test counts as skipped.
 */
async function madeWithYarn({ skip }: TestContext): Promise<Project> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-pnp-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const made = repositoryIn(directory);
  made.git('init', '--quiet');
  made.write({ '.gitignore': '/bin\n/.yarn\n/.pnp.*\n', ...FILES });
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

it('evenkeel compare runs both codes with packages that Yarn finds by Plug’n’Play', async (test) => {
  const project = await madeWithYarn(test);
  project.write({ 'code.js': code('new') });
  // What cannot be shared is said, with how to install it.
  const without = await compared(project);
  expect(without).toMatchObject({ exitCode: 2, out: '' });
  expect(without.err).toContain(
    'has no .pnp.cjs: there is no node_modules to share. Say how to install its packages: --prepare "yarn install"',
  );
  expectBoth(await compared(project, '--prepare', 'yarn install'));
  expect(worktreesOf(project)).toEqual([]);

  // No command is needed where the base keeps its packages in the repository, also others than are used here.
  project.write({ '.gitignore': '/bin\n/.yarn/unplugged\n/.yarn/install-state.gz\n', 'code.js': code('old') });
  project.commit();
  const added = await project.yarn('add', '--dev', 'ms@2.1.3');
  expect(added.exitCode, added.out).toBe(0);
  expect(project.git('status', '--porcelain')).toContain('yarn.lock');
  project.write({ 'code.js': code('new') });
  const kept = await compared(project);
  expectBoth(kept);
  expect(kept.report.warnings.join()).not.toContain('yarn.lock');
});

function expectBoth({ exitCode, report, err }: Awaited<ReturnType<typeof compared>>): void {
  expect(exitCode, err).toBe(0);
  expect(report.failures).toEqual([]);
  expect(report.comparisons.map(({ testName }) => testName)).toEqual(['work']);
  expect(loaded(report)).toEqual({ base: ['is old'], head: ['is new'] });
}
