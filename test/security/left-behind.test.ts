// What is left of a run that was killed: nothing, after a moment; and where whoever watches over it was killed as well,
// nothing after the next start.
import { type ChildProcess, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { beginningOfNames, ownerOfName, removeLeftovers } from '../../src/files/leftovers.ts';
import { isGone, nameOfOwner, type Owner, ownerOf, thisOwner } from '../../src/files/owner.ts';
import { removeTree } from '../../src/files/remove-tree.ts';
import { makeTemporaryDirectory } from '../../src/files/temporary-directory.ts';
import { unwatched } from '../../src/revisions/supervision.ts';
import { evenkeel } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { asOrdinaryUser } from '../framework/ordinary-user.ts';
import { processesIn, until } from '../measure/processes/alive.ts';
import { makeRepository, textOf, worktreesOf } from '../revisions/made-repository.ts';
import { CAN_GIVE_AWAY, giveAway, made as madeDirectory } from './surroundings.ts';

const UNWATCHED = unwatched(undefined);
const HAS_PROC = existsSync('/proc/self/task');
const ENDLESS = `import { perf } from 'evenkeel';
import { writeFileSync } from 'node:fs';
perf('endless', () => { writeFileSync(process.env.BEGUN, ''); for (;;) ; }, { timeLimit: 300 });
`;

/** A repository with a test that never ends, and a directory for everything temporary. */
function endless() {
  const made = makeRepository({ 'a.perf.js': ENDLESS });
  const temporary = temporaryDirectory();
  const begun = made.path('.git/begun');
  const env = { TMPDIR: temporary, HOME: '/dev/null', BEGUN: begun };
  const left = () => ({
    directories: readdirSync(temporary),
    worktrees: worktreesOf(made).length,
    processes: processesIn(made.directory, temporary).length,
  });
  return { made, env, begun, left };
}

const NOTHING = { directories: [], worktrees: 0, processes: 0 };

/** Starts a command, waits until its test runs, and kills it: alone, or its reaper before it. */
async function killWhileRunning(
  args: readonly string[],
  { made, env, begun }: ReturnType<typeof endless>,
  andReaper: boolean,
) {
  await evenkeel(args, {
    cwd: made.directory,
    env,
    onStart: (child) =>
      void until(() => existsSync(begun)).then(() => {
        if (andReaper) for (const reaper of reapersOf(child)) process.kill(reaper, 'SIGKILL');
        child.kill('SIGKILL');
      }),
  });
}

function reapersOf({ pid }: ChildProcess): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const reapers = children.filter((child) => textOf(`/proc/${child}/cmdline`)?.includes('reaper-main'));
  expect(reapers.length).toBeGreaterThan(0);
  return reapers;
}

describe.runIf(HAS_PROC)('a command that was killed while a test of it ran', () => {
  const COMMANDS = [
    ['evenkeel run', ['run']],
    ['evenkeel run --smoke', ['run', '--smoke']],
    ['evenkeel compare', ['compare', 'HEAD', '--blocks', '8']],
  ] as const;

  it.each(COMMANDS)('%s leaves nothing behind after a moment', async (_what, args) => {
    const place = endless();
    await killWhileRunning(args, place, false);
    await until(() => JSON.stringify(place.left()) === JSON.stringify(NOTHING));
  });

  it.each(COMMANDS)('%s, with its reaper, leaves nothing behind after the next start', async (_what, args) => {
    const place = endless();
    await killWhileRunning(args, place, true);
    await sleep(200);
    const left = place.left();
    expect(left.directories).not.toEqual([]);
    // An endless loop cannot notice that nobody waits for it.
    expect(left.processes).toBeGreaterThan(0);
    const { exitCode } = await evenkeel(['list'], { cwd: place.made.directory, env: place.env });
    expect(exitCode).toBe(0);
    await until(() => JSON.stringify(place.left()) === JSON.stringify(NOTHING));
  });

  it('leaves no lock of git behind', async () => {
    const place = endless();
    await killWhileRunning(['compare', 'HEAD', '--blocks', '8'], place, true);
    const locks = readdirSync(place.made.path('.git'), { recursive: true, encoding: 'utf8' });
    expect(locks.filter((name) => name.endsWith('.lock'))).toEqual([]);
    await evenkeel(['list'], { cwd: place.made.directory, env: place.env });
    await until(() => JSON.stringify(place.left()) === JSON.stringify(NOTHING));
  });
});

describe('leftovers', () => {
  const dead = (): Owner => ownerOf(spawnSync(process.execPath, ['--version']).pid);
  const elsewhere: Owner = { ...thisOwner(), machine: '01234567' };
  const place = () => temporaryDirectory();
  const leave = (parent: string, owner: Owner, random = 'abc123') => {
    const path = madeDirectory(join(parent, `${beginningOfNames(owner)}${random}`));
    writeFileSync(join(path, 'file'), '');
    return path;
  };

  it('are directories of processes that have ended, and nothing else', async () => {
    const parent = place();
    const left = [leave(parent, dead()), leave(parent, dead(), 'def456')];
    const others = [leave(parent, thisOwner()), leave(parent, ownerOf(process.ppid)), leave(parent, elsewhere)];
    others.push(madeDirectory(join(parent, 'evenkeel-1-abc123')), madeDirectory(join(parent, 'other')));
    await removeLeftovers(parent);
    expect(left.filter(existsSync)).toEqual([]);
    expect(others.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('of another machine or container are removed once they are old', async () => {
    const parent = place();
    const left = leave(parent, elsewhere);
    const weeks = Date.now() / 1000 - 8 * 24 * 60 * 60;
    utimesSync(left, weeks, weeks);
    await removeLeftovers(parent);
    expect(existsSync(left)).toBe(false);
  });

  it('are no links, and what is linked in them stays', async () => {
    const parent = place();
    const precious = madeDirectory(join(place(), 'precious'));
    const link = join(parent, `${beginningOfNames(dead())}abc123`);
    symlinkSync(precious, link);
    symlinkSync(precious, join(leave(parent, dead(), 'def456'), 'link'));
    await removeLeftovers(parent);
    expect(readdirSync(parent)).toEqual([link.slice(parent.length + 1)]);
    expect(existsSync(precious)).toBe(true);
  });

  it.runIf(CAN_GIVE_AWAY)("are not somebody else's, whatever they are called", async () => {
    const parent = place();
    const theirs = leave(parent, dead());
    giveAway(theirs);
    await removeLeftovers(parent);
    expect(existsSync(theirs)).toBe(true);
  });

  it("take git's directory for their check-out with them, and believe no other", async () => {
    const made = makeRepository();
    const parent = place();
    const lie = (owner: Owner, administration: string) => {
      const path = leave(parent, owner);
      const name = path.slice(parent.length + 1);
      mkdirSync(join(path, name));
      writeFileSync(join(path, name, '.git'), `gitdir: ${administration.replace('NAME', name)}\n`);
    };
    const owner = dead();
    const name = `${beginningOfNames(owner)}def456`;
    made.git('worktree', 'add', '--quiet', '--detach', join(madeDirectory(join(parent, name)), name));
    made.write({ 'worktrees/keep.txt': '', 'other/keep.txt': '' });
    lie(owner, made.path('worktrees'));
    lie(dead(), made.path('other'));
    await removeLeftovers(parent);
    expect(readdirSync(parent)).toEqual([]);
    expect(worktreesOf(made)).toEqual([]);
    expect([existsSync(made.path('worktrees/keep.txt')), existsSync(made.path('other/keep.txt'))]).toEqual([
      true,
      true,
    ]);
  });

  it('are nothing where there is no such directory', async () => {
    await expect(removeLeftovers(join(place(), 'missing'))).resolves.toBeUndefined();
  });
});

describe('the owner of a directory', () => {
  it('is told by its name', () => {
    const owner = { machine: '0a1b2c3d', pid: 4_194_304, start: 123_456_789 };
    expect(ownerOfName(`evenkeel-${nameOfOwner(owner)}-aB3xY9`)).toEqual(owner);
    for (const name of ['evenkeel-123-abcdef', 'evenkeel-0a1b2c3d-1-1-short', 'x'])
      expect(ownerOfName(name)).toBeNull();
  });

  it('that runs is not gone, and neither can be said of another machine', () => {
    expect(isGone(thisOwner())).toBe(false);
    expect(isGone(ownerOf(process.ppid))).toBe(false);
    expect(isGone({ ...thisOwner(), machine: '01234567' })).toBeNull();
  });

  it.runIf(HAS_PROC)('is gone where another process has its number now', () => {
    const { start } = thisOwner();
    expect(start).toBeGreaterThan(0);
    expect(isGone({ ...thisOwner(), start: start - 1 })).toBe(true);
    expect(isGone({ ...thisOwner(), start: 0 })).toBe(false);
  });
});

describe('a temporary directory', () => {
  it.runIf(process.platform !== 'win32')(
    "is this user's alone, and has a name that cannot be told beforehand",
    async () => {
      const { path, remove } = await makeTemporaryDirectory(UNWATCHED, temporaryDirectory());
      expect(statSync(path).mode & 0o777).toBe(0o700);
      const other = await makeTemporaryDirectory(UNWATCHED, join(path, '..'));
      expect(other.path).not.toBe(path);
      await remove();
      await other.remove();
      expect(existsSync(path)).toBe(false);
    },
  );

  it.runIf(process.platform !== 'win32')('is removed where what was put there may not be written', async () => {
    const parent = temporaryDirectory();
    chmodSync(parent, 0o777);
    const back = asOrdinaryUser();
    onTestFinished(back);
    const path = madeDirectory(join(parent, 'closed'));
    madeDirectory(join(path, 'module/deep'));
    writeFileSync(join(path, 'module/deep/file'), '');
    chmodSync(join(path, 'module/deep'), 0o500);
    chmodSync(join(path, 'module'), 0o500);
    await removeTree(path);
    back();
    expect(existsSync(path)).toBe(false);
  });
});
