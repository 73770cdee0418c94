// A file that is written over a good one is the old one or the new one, whole, whatever happens.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { beginningOfNames } from '../../src/files/leftovers.ts';
import { ownerOf } from '../../src/files/owner.ts';
import { checkCanWrite, createWhole, writeWhole, writeWholeAtOnce } from '../../src/files/write-whole.ts';
import { runRecord, seededRandom } from '../baselines/records.ts';
import { evenkeel } from '../end-to-end/command.ts';
import { CAN_MOUNT, evenkeelCommand, run, withFileLimit, withMounts } from '../faults/processes.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { sources } from './surroundings.ts';

const GOOD = 'good';
const IS_POSIX = process.platform !== 'win32';
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

/** A directory with a store of some runs. */
async function withStore(runs = 40): Promise<string> {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory: join(directory, '.performance-cache') });
  await store.append(Array.from({ length: runs }, (_, day) => runRecord(day, { testName: 'parse' })));
  await store.close();
  return directory;
}

function asSpawned([command = '', ...args]: readonly string[]): [string, string[]] {
  return [command, args];
}

/** What evenkeel left beside a file that it was writing. */
function pendingIn(directory: string): readonly string[] {
  return readdirSync(directory).filter((name) => name.startsWith('.evenkeel-'));
}

describe('a file that cannot be written in full leaves the good one', () => {
  const expectGood = (directory: string, name: string) => {
    expect(readFileSync(join(directory, name), 'utf8')).toBe(GOOD);
    expect(pendingIn(directory)).toEqual([]);
  };
  const COMMANDS = [
    ['an export', ['baseline', 'export', 'good']],
    ['a report', ['report', '--format', 'json', '--output', 'good']],
  ] as const;

  it.runIf(IS_POSIX).each(COMMANDS)('%s, where files may not grow beyond a size', async (_what, args) => {
    const cwd = await withStore();
    writeFileSync(join(cwd, 'good'), GOOD);
    const { exitCode, err } = await run(withFileLimit(1024, evenkeelCommand(...args)), { cwd });
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^error: .* cannot be written: EFBIG/m);
    expectGood(cwd, 'good');
  });

  it.runIf(CAN_MOUNT).each(COMMANDS)('%s, on a full disk', async (_what, args) => {
    const cwd = await withStore();
    mkdirSync(join(cwd, 'full'));
    const fill = `mount -t tmpfs -o size=64k none full && printf ${GOOD} > full/good && (head -c 60000 /dev/zero > full/ballast || true)`;
    const command = evenkeelCommand(...args.slice(0, -1), 'full/good');
    const script = `"$@"; echo "exit $?"; cat full/good; ls -A full`;
    const { out, err } = await run(withMounts(fill, ['sh', '-c', script, 'sh', ...command]), { cwd });
    expect(out).toBe(`exit 2\n${GOOD}ballast\ngood\n`);
    expect(err).toMatch(/^error: .* cannot be written: ENOSPC/m);
  });

  // Root may write everything, and asks for its rights as whoever started it.
  const exportAs = (cwd: string) => evenkeel(['baseline', 'export', 'good'], { cwd, ...(IS_ROOT && { uid: NOBODY }) });

  it.runIf(IS_POSIX)('a file that this user may not write is not replaced, though its directory could be', async () => {
    const directory = temporaryDirectory();
    chmodSync(directory, 0o777);
    writeFileSync(join(directory, 'good'), GOOD, { mode: 0o444 });
    const { exitCode, err } = await exportAs(directory);
    expect(err).toMatch(/^error: The baselines cannot be written: EACCES: permission denied, access '.*\/good'\.$/m);
    expect(exitCode).toBe(2);
    expectGood(directory, 'good');
  });

  it.runIf(IS_POSIX)('in a directory that may not be written says so, by the name that the user knows', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'good'), GOOD);
    chmodSync(join(directory, 'good'), 0o666);
    chmodSync(directory, 0o555);
    const { exitCode, err } = await exportAs(directory);
    expect(err).toMatch(/^error: The baselines cannot be written: EACCES: permission denied, open '.*\/good'\.$/m);
    expect(exitCode).toBe(2);
    chmodSync(directory, 0o755);
    expectGood(directory, 'good');
  });

  it('where what is to be written fails to come', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'good'), GOOD);
    async function* broken() {
      yield 'half';
      throw new Error('no more');
    }
    await expect(writeWhole(join(directory, 'good'), broken())).rejects.toThrow('no more');
    expectGood(directory, 'good');
  });

  it('where evenkeel is killed, at whatever moment; what it left is removed by the next one', async () => {
    const cwd = await withStore(200);
    const path = join(cwd, 'good');
    expect((await run(evenkeelCommand('baseline', 'export', 'whole'), { cwd })).exitCode).toBe(0);
    const isWhole = (text: string) =>
      text === GOOD || runsIn(text) === runsIn(readFileSync(join(cwd, 'whole'), 'utf8'));
    const random = seededRandom(21);
    for (let kill = 0; kill < 15; kill++) {
      writeFileSync(path, GOOD);
      await killed(
        spawn(...asSpawned(evenkeelCommand('baseline', 'export', 'good')), { cwd, stdio: 'ignore' }),
        400 * random(),
      );
      expect(isWhole(readFileSync(path, 'utf8'))).toBe(true);
    }
    expect((await run(evenkeelCommand('baseline', 'export', 'good'), { cwd })).exitCode).toBe(0);
    expect(pendingIn(cwd)).toEqual([]);
  });
});

async function killed(child: ChildProcess, delay: number): Promise<void> {
  const closed = new Promise((resolve) => child.on('close', resolve));
  await sleep(delay);
  child.kill('SIGKILL');
  await closed;
}

function runsIn(text: string): number {
  return (JSON.parse(text) as { runs: readonly unknown[] }).runs.length;
}

describe('writeWhole', () => {
  it('writes text, bytes and pieces, and makes directories', async () => {
    const path = join(temporaryDirectory(), 'a/b.txt');
    for (const content of ['äx', [Buffer.from('ä'), 'x'], pieces()]) {
      await writeWhole(path, content);
      expect(readFileSync(path, 'utf8')).toBe('äx');
    }
    writeWholeAtOnce(path, 'at once');
    expect(readFileSync(path, 'utf8')).toBe('at once');
    async function* pieces() {
      yield 'ä';
      yield 'x';
    }
  });

  it.runIf(IS_POSIX)('keeps the rights of the file that it replaces, and those of new ones are the usual', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'secret');
    writeFileSync(path, '', { mode: 0o600 });
    await writeWhole(path, 'new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await writeWhole(join(directory, 'new'), 'new');
    writeFileSync(join(directory, 'usual'), '');
    expect(statSync(join(directory, 'new')).mode).toBe(statSync(join(directory, 'usual')).mode);
  });

  it('is refused by a directory, and by a link that leads in a circle', async () => {
    const directory = temporaryDirectory();
    symlinkSync('circle', join(directory, 'circle'));
    await expect(writeWhole(directory, '')).rejects.toThrow(/^EISDIR: it is a directory/);
    await expect(writeWhole(join(directory, 'circle'), '')).rejects.toThrow(/^ELOOP/);
  });

  it('leaves alone what a running process is writing, and removes what one left that is no more', async () => {
    const directory = temporaryDirectory();
    const nameFor = (pid: number) => `.${beginningOfNames(ownerOf(pid))}0123456789ab.tmp`;
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    const names = [nameFor(process.ppid), nameFor(dead), '.evenkeel-notes.tmp'];
    for (const name of names) writeFileSync(join(directory, name), '');
    await writeWhole(join(directory, 'new'), '');
    expect(readdirSync(directory).sort()).toEqual([names[0], names[2], 'new'].sort());
  });

  it('makes a new file whole, and replaces none', () => {
    const directory = temporaryDirectory();
    createWhole(join(directory, 'new'), 'new');
    expect(readFileSync(join(directory, 'new'), 'utf8')).toBe('new');
    symlinkSync('nowhere', join(directory, 'link'));
    for (const name of ['new', 'link']) {
      expect(() => createWhole(join(directory, name), 'other')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    }
    expect(readFileSync(join(directory, 'new'), 'utf8')).toBe('new');
    expect(pendingIn(directory)).toEqual([]);
  });
});

describe.runIf(IS_POSIX)('what is no ordinary file is written to as it is', () => {
  it('standard output, which may be a pipe or a file', async () => {
    const cwd = await withStore(5);
    const file = join(cwd, 'out.json');
    const command = evenkeelCommand('baseline', 'export', '/dev/stdout');
    const toFile = await run(['sh', '-c', `"$@" > '${file}'`, 'sh', ...command], { cwd });
    expect(toFile.exitCode, toFile.err).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('"runs"');
    const toPipe = await run(['sh', '-c', '"$@" | cat', 'sh', ...command], { cwd });
    expect(toPipe.out).toContain('"runs"');
    expect(pendingIn(cwd)).toEqual([]);
  });

  it.runIf(existsSync('/dev/full'))('a device that is full, which is an error', async () => {
    const cwd = await withStore(5);
    const { exitCode, err } = await run(evenkeelCommand('baseline', 'export', '/dev/full'), { cwd });
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^error: The baselines cannot be written: ENOSPC/);
  });

  it('a pipe with a name', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'pipe');
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    // Opened for both, it waits for nobody.
    const pipe = openSync(path, constants.O_RDWR);
    onTestFinished(() => closeSync(pipe));
    checkCanWrite(path);
    await writeWhole(path, 'through');
    expect(statSync(path).isFIFO()).toBe(true);
  });
});

it('every file is written by it, but for those that are made aside or are new', () => {
  const WRITING = /\b(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|copyFile|copyFileSync)\(/;
  expect(
    sources()
      .filter(({ text }) => WRITING.test(text))
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    // A new list, in a new name; a copy in a name of its own; a new `.gitignore`.
    'baselines/sqlite/files.ts',
    'baselines/sqlite/mend.ts',
    'baselines/sqlite/repair.ts',
    'files/inside.ts',
    'files/pending-file.ts',
    'files/write-whole.ts',
    // In a temporary directory of its own.
    'framework/gate/settings-of-revision.ts',
    // Added to what others write as well, as GitHub asks for.
    'integrations/shared/outputs.ts',
    // Aside, and renamed, in a directory of the run's own.
    'suite/loading/translate.ts',
  ]);
});
