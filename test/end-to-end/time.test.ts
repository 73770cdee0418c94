import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive, until } from '../measure/processes/alive.ts';
import { evenkeel, project, ROOT, runProgram } from './command.ts';

describe.runIf(process.platform !== 'win32')('evenkeel time', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves no process behind at a %s, and keeps whole rounds',
    async (signal) => {
      const cwd = project({});
      const file = join(cwd, 'pids');
      // The third run hangs, with a process of its own.
      const line = `echo $$ >> ${file}; test $(wc -l < ${file}) -lt 3 || { sleep 1000 & echo $! >> ${file}; wait; }`;
      const pids = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : []);
      const { exitCode, out, err } = await evenkeel(['time', line, '-n', 'hangs'], {
        cwd,
        onStart: (child) => void until(() => pids().length === 4).then(() => child.kill(signal)),
      });
      expect(exitCode).toBe(130);
      expect(out).toMatch(/^ {4}hangs .* 2$/m);
      expect(out).toContain('Interrupted');
      expect(err).toContain('Interrupted');
      await until(() => pids().every((pid) => !isAlive(pid)));
    },
  );

  it('leaves no process behind where it is killed', async () => {
    const cwd = project({});
    const file = join(cwd, 'pid');
    const { exitCode } = await evenkeel(['time', `sleep 1; echo $$ > ${file}; exec sleep 1000`], {
      cwd,
      onStart: (child) => void until(() => existsSync(file)).then(() => child.kill('SIGKILL')),
    });
    expect(exitCode).toBeNull();
    await until(() => !isAlive(Number(readFileSync(file, 'utf8'))));
  });

  it('cleans up where a run failed, and says what failed first', async () => {
    const cwd = project({});
    const words = ['--setup', 'echo > made', '--cleanup', 'rm made; touch cleaned; exit 5', 'exit 3'];
    const { exitCode, err } = await evenkeel(['time', ...words], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toMatch(/"exit 3" ended with exit code 3\. Where that is no failure, use --ignore-failure 3\./);
    expect([existsSync(join(cwd, 'made')), existsSync(join(cwd, 'cleaned'))]).toEqual([false, true]);
  });

  it('cleans up where it is interrupted', async () => {
    const cwd = project({});
    const words = ['--cleanup', 'touch cleaned', 'touch started; sleep 1000'];
    const { exitCode } = await evenkeel(['time', ...words], {
      cwd,
      onStart: (child) => void until(() => existsSync(join(cwd, 'started'))).then(() => child.kill('SIGINT')),
    });
    expect(exitCode).toBe(130);
    expect(existsSync(join(cwd, 'cleaned'))).toBe(true);
  });

  it('prints nothing but the export where that goes to standard output', async () => {
    const cwd = project({});
    const { exitCode, out, err } = await evenkeel(['time', '-r', '2', 'true', '--export-json', '-'], { cwd });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(JSON.parse(out).results).toHaveLength(1);
  });
});

describe.runIf(process.platform !== 'win32')('docs/commands.md', () => {
  const page = readFileSync(join(ROOT, 'docs/commands.md'), 'utf8');
  const examples = [...page.matchAll(/^\$ evenkeel (time .*)$/gm)].map(([, line]) => line!);

  it.each(examples)('has an example that works: evenkeel %s', async (line) => {
    const cwd = project({ 'hello.py': 'print("hello")\n', 'fast.py': 'pass\n', 'slow.py': 'sum(range(300000))\n' });
    const script = `evenkeel() { '${process.execPath}' '${join(ROOT, 'dist/cli/main.cjs')}' "$@"; }; evenkeel ${line}`;
    const { exitCode, err } = await runProgram('sh', ['-c', script], { cwd });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(4);
  });
});
