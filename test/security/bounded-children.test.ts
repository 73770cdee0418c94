// Every process that evenkeel starts ends: by itself, with its time, or with evenkeel; and nobody waits for what it leaves.
import { existsSync, readFileSync, utimesSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askProgram } from '../../src/ask-program.ts';
import { gitIn } from '../../src/revisions/git.ts';
import { prepareBase } from '../../src/revisions/prepare.ts';
import { runProcess, TimeOver } from '../../src/revisions/run-process.ts';
import { unwatched } from '../../src/revisions/supervision.ts';
import { evenkeel, QUICK } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { isAlive, until } from '../measure/processes/alive.ts';
import { makeRepository, textOf, worktreesOf } from '../revisions/made-repository.ts';
import { sources } from './surroundings.ts';

const UNWATCHED = unwatched(undefined);
const IS_POSIX = process.platform !== 'win32';
// Longer than any test may take: what waits for it never ends in time.
const LONG = 'sleep 4711';

/** A command for a shell that leaves something running which holds its output open, and notes its number in `pid`. */
const LEAVING = `${LONG} & echo $! > pid; echo ready`;
/** The same where that has left the group of the shell, so that nobody can find it. */
const leavingEscaped = (pid: string) => `setsid sh -c 'echo $$ > "${pid}"; exec ${LONG}' & echo ready`;

async function pidIn(path: string): Promise<number> {
  await until(() => Boolean(textOf(path)?.trim()));
  const pid = Number(textOf(path));
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
  return pid;
}

const preparation = (command: string, cwd: string, timeLimit = 600) => ({ command, cwd, where: 'main', timeLimit });

describe.runIf(IS_POSIX)('--prepare', () => {
  it('is done when its command has ended, and what that leaves running is ended', async () => {
    const { directory, path } = makeRepository();
    await prepareBase(preparation(LEAVING, directory), UNWATCHED);
    const pid = await pidIn(path('pid'));
    await until(() => !isAlive(pid));
  });

  it('is done as well where that has left its group and holds its output open', async () => {
    const { directory, path } = makeRepository();
    const command = `${leavingEscaped('pid')}; while ! test -s pid; do sleep 0.1; done`;
    await prepareBase(preparation(command, directory), UNWATCHED);
    expect(isAlive(await pidIn(path('pid')))).toBe(true);
  });

  it('keeps what was printed before its end, however much that is', async () => {
    const { directory } = makeRepository();
    const command = `seq 1 20000; echo the end; ${LONG} & exit 7`;
    await expect(prepareBase(preparation(command, directory), UNWATCHED)).rejects.toThrow(/20000\nthe end$/);
  });

  it('is ended with everything that it started when its time is over, which is said', async () => {
    const { directory, path } = makeRepository();
    const preparing = prepareBase(preparation(`${LONG} & echo $! > pid; echo begun; wait`, directory, 1), UNWATCHED);
    await expect(preparing).rejects.toThrow(
      /^--prepare took longer than 1 s and was ended \(--prepare-timeout gives it more\) in the check-out of main: sleep .*\nbegun$/s,
    );
    const pid = await pidIn(path('pid'));
    await until(() => !isAlive(pid));
  });

  it('that leaves something running does not keep evenkeel compare', async () => {
    const made = makeRepository({ 'a.perf.js': `import { perf } from 'evenkeel'; perf('a', () => 1, ${QUICK});\n` });
    const pid = made.path('.git/pid');
    const prepare = `${LONG} & echo $! > '${pid}'; echo ready`;
    const { out, err } = await evenkeel(['compare', 'HEAD', '--blocks', '8', '--prepare', prepare, '--json', '-'], {
      cwd: made.directory,
    });
    expect(JSON.parse(out).comparisons, err).toHaveLength(1);
    const left = await pidIn(pid);
    await until(() => !isAlive(left));
  });

  it.each<[string, (pid: string) => string]>([
    ['a command that waits', () => LONG],
    ['what it left running', (pid) => `${LONG} & echo $! > '${pid}'; ${LONG}`],
    ['what has left its group and holds its output open', (pid) => `${leavingEscaped(pid)}; ${LONG}`],
  ])('ends with the first signal: %s', async (_what, commandFor) => {
    const made = makeRepository({ 'a.perf.js': `import { perf } from 'evenkeel'; perf('a', () => 1, ${QUICK});\n` });
    const pid = made.path('.git/pid');
    const command = commandFor(pid);
    const begun = made.path('.git/begun');
    const hasBegun = () => existsSync(begun) && (command === LONG || Boolean(textOf(pid)));
    const { exitCode, err } = await evenkeel(['compare', 'HEAD', '--prepare', `touch '${begun}'; ${command}`], {
      cwd: made.directory,
      onStart: (child) => void until(hasBegun).then(() => child.kill('SIGINT')),
    });
    expect(exitCode).toBe(130);
    expect(err).toMatch(/\nInterrupted before anything was measured\.\n$/);
    expect(worktreesOf(made)).toEqual([]);
    // What has left the group is the test's to end.
    if (command !== LONG) await pidIn(pid);
  });
});

describe.runIf(IS_POSIX)('a process with a time limit', () => {
  it('is killed with what it started, and that is an error of its own', async () => {
    const cwd = temporaryDirectory();
    const options = { cwd, supervision: UNWATCHED, timeLimit: 0.2, onOutput: () => undefined };
    await expect(runProcess('sh', ['-c', `trap '' TERM; ${LONG}`], options)).rejects.toThrow(TimeOver);
  });

  it('is git as well, which is named', async () => {
    const { directory } = makeRepository();
    const git = gitIn(directory, UNWATCHED, 0.2);
    await expect(git.tell('-c', `alias.hang=!${LONG}`, 'hang')).rejects.toThrow(
      /^git hang took longer than 0\.2 s and was ended\. Find out what it waits for by running it yourself: git -c alias/,
    );
    await expect(git.within(60).tell('rev-parse', 'HEAD')).resolves.toMatch(/^[0-9a-f]{40}/);
  });

  it('is every program that is asked something', async () => {
    expect(await askProgram('sh', ['-c', `trap '' TERM; ${LONG}`], 0.2)).toBeNull();
    expect(await askProgram('sh', ['-c', 'sleep 5 & echo ready'], 0.2)).toBe('ready\n');
    expect(await askProgram('sh', ['-c', 'echo ready'])).toBe('ready\n');
  });
});

describe('git', () => {
  it('takes no lock that would stay behind if it were killed', async () => {
    const made = makeRepository({ 'a.txt': 'one' });
    const index = () => readFileSync(made.path('.git/index'), 'latin1');
    const before = index();
    // The same content with another time: git would note that in its index if it might.
    utimesSync(made.path('a.txt'), 1e9, 1e9);
    await gitIn(made.directory, UNWATCHED).tell('status', '--porcelain');
    expect(index()).toBe(before);
    made.git('status', '--porcelain');
    expect(index()).not.toBe(before);
  });

  it.runIf(IS_POSIX)('starts no program that the repository names for its index', async () => {
    const made = makeRepository({ 'a.txt': 'one' });
    made.git('config', 'core.fsmonitor', `touch '${made.path('.git/started')}'; true`);
    await gitIn(made.directory, UNWATCHED).tell('status', '--porcelain');
    expect(existsSync(made.path('.git/started'))).toBe(false);
    made.git('status', '--porcelain');
    expect(existsSync(made.path('.git/started'))).toBe(true);
  });
});

it('every process is started where its end is seen to', () => {
  const starters = sources().filter(({ text }) =>
    /\b(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|fork)\(/.test(withoutPatterns(text)),
  );
  expect(starters.map(({ name }) => name).sort()).toEqual([
    // Each answer within a time.
    'ask-program.ts',
    // Each command within a time and in a group of its own; the launcher ends with this process.
    'measure/commands/launcher-process.ts',
    'measure/commands/node-launcher.ts',
    // Ends with the process that it is attached to, and is in the group of that.
    'measure/metrics/event-counter.ts',
    // Ends with this process.
    'measure/processes/reaper.ts',
    // Each word within a time, see `conversation.ts`.
    'measure/processes/start-worker.ts',
    // Each within a time, and in a group that ends with it.
    'revisions/run-process.ts',
    // Within a time: one module of this package.
    'suite/loading/ask-place.ts',
  ]);
});

/** A text without `pattern.exec(…)`, and without what is said in comments and strings. */
function withoutPatterns(text: string): string {
  return text
    .replace(/\bexec\(sql|\.exec\(/g, '')
    .replace(/^\s*(?:\*|\/\/).*$/gm, '')
    .replace(/'[^'\n]*'|`[^`]*`/g, '');
}
