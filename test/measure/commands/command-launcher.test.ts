// Commands that are really run, by each launcher.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CommandLauncher } from '../../../src/measure/commands/command-launcher.ts';
import { explainFailure, hasFailed } from '../../../src/measure/commands/failure.ts';
import { measureShell, withoutShell } from '../../../src/measure/commands/shell-cost.ts';
import { temporaryDirectory } from '../../framework/fixtures.ts';
import { isAlive, until } from '../processes/alive.ts';
import { builtModule, programs } from '../processes/built.ts';
import { command, openLauncher } from './specs.ts';

const MB = 1e6;
const allocating = (megabytes: number) => `node -e 'Buffer.alloc(${megabytes} * 1e6, 1)'`;
const spinning = `node -e 'for (const end = process.cpuUsage().user + 2e5; process.cpuUsage().user < end;);'`;

describe.runIf(process.platform === 'linux').each(['perl', 'python3'] as const)('figures from %s', (name) => {
  it('are of this command, not the most of all before', async () => {
    const launcher = await openLauncher(name);
    const first = await launcher.run(command(allocating(200)));
    const second = await launcher.run(command(allocating(20)));
    expect(first.peakMemory).toBeGreaterThan(200 * MB);
    expect(second.peakMemory).toBeGreaterThan(20 * MB);
    expect(first.peakMemory! - second.peakMemory!).toBeGreaterThan(120 * MB);
    expect([first.unknown, second.unknown]).toEqual([null, null]);
  });

  it('have the processor time of the processes that it waited for', async () => {
    const launcher = await openLauncher(name);
    const run = await launcher.run(command(`${spinning} && true`));
    expect(run.user).toBeGreaterThan(0.2);
    expect(run.system).toBeGreaterThanOrEqual(0);
    expect(run.wall).toBeGreaterThan(0);
  });

  it('do not have memory that cannot be told from the launcher, and say so', async () => {
    const launcher = await openLauncher(name);
    expect(launcher.memoryFloor).toBeGreaterThan(MB);
    const run = await launcher.run(command('true', { shell: false }));
    expect(run.peakMemory).toBeNull();
    expect(run.unknown).toContain(`${(launcher.memoryFloor! / MB).toFixed(1)} MB of the launcher (${name})`);
  });
});

it.runIf(process.platform === 'linux')('begins with little memory in Perl', async () => {
  const launcher = await openLauncher();
  expect(launcher.name).toBe('perl');
  expect(launcher.memoryFloor).toBeLessThan(6 * MB);
});

describe('the launcher of last resort', () => {
  it('says why figures are null', async () => {
    const launcher = await openLauncher('node');
    const run = await launcher.run(command(allocating(20)));
    expect(run).toMatchObject({ user: null, system: null, peakMemory: null, exitCode: 0 });
    expect(run.unknown).toContain('they take Perl or Python 3');
  });

  it('is taken where no other can be had, and says what was tried', async () => {
    vi.stubEnv('PATH', temporaryDirectory());
    const launcher = await openLauncher();
    vi.unstubAllEnvs();
    expect(launcher.name).toBe('node');
    expect(launcher.unknown).toContain('perl: it is not installed; python3: it is not installed');
  });

  it('is taken where what is called Perl is none', async () => {
    const directory = temporaryDirectory();
    for (const program of ['perl', 'python3']) {
      writeFileSync(join(directory, program), '#!/bin/sh\necho no such thing >&2; exit 3\n', { mode: 0o755 });
    }
    vi.stubEnv('PATH', `${directory}:/usr/bin:/bin`);
    const launcher = await openLauncher();
    vi.unstubAllEnvs();
    expect(launcher.name).toBe('node');
    expect(launcher.unknown).toContain('perl: it ended with exit code 3: no such thing');
  });
});

describe.runIf(process.platform !== 'win32').each(['perl', 'python3', 'node'] as const)('commands from %s', (name) => {
  it('are parted, placed, and given what was asked for', async () => {
    const launcher = await openLauncher(name);
    const directory = realpathSync(temporaryDirectory());
    const input = join(directory, 'input');
    writeFileSync(input, 'from a file\n');
    const line = 'printf "%s|" "$A" "$PWD" "$(pwd -P)"; cat';
    const run = await launcher.run(command(line, { cwd: directory, input, env: { A: 'b=c d' } }), { output: 'kept' });
    expect(run).toMatchObject({ exitCode: 0, signal: null, timedOut: false, leftRunning: false });
    expect(run.output).toBe(`b=c d|${directory}|${directory}|from a file\n`);
    const words = await launcher.run(command(`node -p 'process.argv.slice(1).join("|")' 'a b' c`, { shell: false }), {
      output: 'kept',
    });
    expect(words.output).toBe('a b|c\n');
  });

  it('get no stream of evenkeel, and no ignored signal', async () => {
    const launcher = await openLauncher(name);
    const line = 'ls /proc/self/fd | wc -l; grep SigIgn /proc/self/status';
    if (!existsSync('/proc/self/fd')) return;
    const { output } = await launcher.run(command(line), { output: 'kept' });
    const [streams, ignored] = output.trim().split('\n');
    // What whoever started the tests has left open is handed on by everybody.
    const [usual] = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split('\n');
    expect(streams).toBe(usual);
    // Beyond 31 are the C library's own, which its posix_spawn has ignored until the program sets them.
    expect(BigInt(`0x${ignored!.split('\t')[1]}`) & 0x7fffffffn).toBe(0n);
  });

  it('that fail say how, with the end of what they printed', async () => {
    const launcher = await openLauncher(name);
    const spec = command('echo out; echo went wrong >&2; exit 3');
    const run = await launcher.run(spec);
    expect(run).toMatchObject({ exitCode: 3, signal: null, output: 'went wrong\n' });
    expect(hasFailed(spec, run)).toBe(true);
    expect(hasFailed({ ...spec, ignoredExitCodes: [3] }, run)).toBe(false);
    expect(hasFailed({ ...spec, ignoredExitCodes: 'all' }, run)).toBe(false);
    expect(hasFailed({ ...spec, ignoredExitCodes: [2] }, run)).toBe(true);
    expect(explainFailure(spec, run)).toContain('ended with exit code 3. Where that is no failure');
    expect(explainFailure(spec, run)).toContain('went wrong');
  });

  it('that a signal ends say which', async () => {
    const launcher = await openLauncher(name);
    const spec = command('kill -ABRT $$');
    const run = await launcher.run(spec);
    expect(run).toMatchObject({ exitCode: null, signal: 'SIGABRT', timedOut: false });
    expect(explainFailure(spec, run)).toContain('was ended by SIGABRT');
    expect(hasFailed(spec, run)).toBe(true);
  });

  it('that hang are killed at their time limit, with what they started', async () => {
    const launcher = await openLauncher(name);
    const file = join(temporaryDirectory(), 'pid');
    const spec = command(`sleep 1000 & echo $! > '${file}'; wait`, { timeout: 1, ignoredExitCodes: 'all' });
    const run = await launcher.run(spec);
    expect(run).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true });
    expect(hasFailed(spec, run)).toBe(true);
    expect(explainFailure(spec, run)).toContain('was killed at its time limit of 1 s');
    const started = Number(readFileSync(file, 'utf8'));
    await until(() => !isAlive(started));
  });

  it('that leave processes behind say so, and those are killed', async () => {
    const launcher = await openLauncher(name);
    const run = await launcher.run(command('sleep 1000 & echo $!'), { output: 'kept' });
    expect(run).toMatchObject({ exitCode: 0, leftRunning: true });
    await until(() => !isAlive(Number(run.output)));
    // A process that has ended and that nobody waited for is nothing that was left.
    expect(await launcher.run(command('true & sleep 1; exit 0'))).toMatchObject({ leftRunning: false });
  });

  it('may leave processes for as long as the launcher is open', async () => {
    const launcher = await openLauncher(name);
    const run = await launcher.run(command('sleep 1000 >/dev/null 2>&1 & echo $!'), { output: 'kept', mayLeave: true });
    const left = Number(run.output);
    expect(run.leftRunning).toBe(true);
    await launcher.run(command('true'));
    expect(isAlive(left)).toBe(true);
    await launcher.close();
    await until(() => !isAlive(left));
  });

  it('that print without end are read on, and only the end is kept', async () => {
    const launcher = await openLauncher(name);
    const before = process.memoryUsage().rss;
    const run = await launcher.run(command('yes | head -c 200000000 >&2; yes | head -c 200000000; echo the end >&2'));
    expect(run.exitCode).toBe(0);
    expect(run.output.length).toBeLessThanOrEqual(8192);
    expect(run.output).toMatch(/the end\n$/);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * MB);
  });

  it('that want a terminal get none, and nothing to read', async () => {
    const launcher = await openLauncher(name);
    const line = 'cat; test -t 0 || echo no terminal; (: < /dev/tty) 2>/dev/null || echo none to open';
    const run = await launcher.run(command(line), { output: 'kept' });
    expect(run.output).toBe('no terminal\nnone to open\n');
  });

  it('write into a file, which is made anew', async () => {
    const launcher = await openLauncher(name);
    const file = join(temporaryDirectory(), 'out');
    for (const word of ['much longer', 'short']) {
      await launcher.run(command(`echo ${word}; echo aside >&2`), { output: { file } });
    }
    expect(readFileSync(file, 'utf8')).toBe('short\n');
  });

  it('that cannot be started say why, and others can be after them', async () => {
    const launcher = await openLauncher(name);
    const directory = temporaryDirectory();
    const none = join(directory, 'none');
    const unreadable = join(directory, 'a-directory');
    mkdirSync(unreadable);
    const run = (line: string, more = {}, options = {}) => launcher.run(command(line, more), options);
    await expect(run('no-such-program-here -x', { shell: false })).rejects.toThrow(
      '"no-such-program-here -x" could not be started: there is no such program. Look at its spelling',
    );
    await expect(run('true', { shell: 'no-such-shell' })).rejects.toThrow('The shell "no-such-shell" could not be');
    await expect(run(unreadable, { shell: false })).rejects.toThrow('could not be started: EACCES');
    await expect(run('true', { cwd: none })).rejects.toThrow('The working directory');
    await expect(run('true', { input: none })).rejects.toThrow('cannot be read: ENOENT');
    await expect(run('true', {}, { output: { file: join(none, 'x') } })).rejects.toThrow('cannot be written: ENOENT');
    await expect(run('a\0b')).rejects.toThrow('NUL');
    expect(await run('no-such-program-here')).toMatchObject({ exitCode: 127 });
    expect(await run('echo still here >&2')).toMatchObject({ exitCode: 0, output: 'still here\n' });
  });

  it('are killed when they are no longer wanted', async () => {
    const launcher = await openLauncher(name);
    const file = join(temporaryDirectory(), 'pid');
    const controller = new AbortController();
    const running = launcher.run(command(`echo $$ > '${file}'; exec sleep 1000`), { signal: controller.signal });
    await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    controller.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await until(() => !isAlive(Number(readFileSync(file, 'utf8'))));
    expect(await launcher.run(command('true'))).toMatchObject({ exitCode: 0 });
  });

  it('end with evenkeel, even where that is killed', async () => {
    const file = join(temporaryDirectory(), 'pid');
    const module = builtModule('measure/commands/command-launcher.js');
    const script = `import { CommandLauncher } from ${JSON.stringify(module)};
      const launcher = await CommandLauncher.open({ try: ['${name}'], reaperProgram: ${JSON.stringify(programs.reaper)} });
      await launcher.run(${JSON.stringify(command(`echo $$ > '${file}'; sleep 1000; true`))});`;
    const evenkeel = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    // The reaper has been told of it by then: its list is read in order.
    await launcherIdle();
    evenkeel.kill('SIGKILL');
    await until(() => !isAlive(Number(readFileSync(file, 'utf8'))));
  });

  it('take no longer for a shell whose own time is taken off', async () => {
    const launcher = await openLauncher(name);
    const spec = { shell: 'sh', cwd: null, env: {}, timeout: 60 };
    const cost = await measureShell(launcher, spec);
    expect(cost.wall).toBeGreaterThan(0);
    expect([cost.user === null, cost.system === null]).toEqual([name === 'node', name === 'node']);
    const run = await launcher.run(command('sleep 0.2'));
    const rest = withoutShell(run, cost);
    expect(rest.wall).toBe(run.wall - cost.wall);
    expect(withoutShell({ ...run, wall: 0, user: 0 }, cost)).toMatchObject({
      wall: 0,
      user: run.user === null ? 0 : 0,
    });
    await expect(measureShell(launcher, { ...spec, shell: 'false' })).rejects.toThrow(
      'The shell "false" fails at an empty command',
    );
  });

  it("have a time limit that is not their shell's", async () => {
    const slow = join(temporaryDirectory(), 'slow-shell');
    writeFileSync(slow, '#!/bin/sh\nsleep 0.2\nexec sh "$@"\n', { mode: 0o755 });
    const launcher = await openLauncher(name);
    const cost = await measureShell(launcher, { shell: slow, cwd: null, env: {}, timeout: 0.1 });
    expect(cost.wall).toBeGreaterThan(0.2);
  });
});

/** Long enough for a line to be read from a pipe by a process that does nothing else. */
async function launcherIdle(): Promise<void> {
  const launcher = await CommandLauncher.open({ reaperProgram: programs.reaper });
  await launcher.run(command('sleep 1'));
  await launcher.close();
}
