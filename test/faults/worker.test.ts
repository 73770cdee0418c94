import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import { performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { evenkeelCommand, run } from './processes.ts';

const HOARD = `const kept = []; for (;;) kept.push(Array.from({ length: 1e4 }, (_, i) => ({ i })));`;
describe.skipIf(process.platform === 'win32')('a worker', () => {
  it('that crashes, however, costs its own test alone: no verdict, nothing recorded, all others measured', async () => {
    const test = (name: string, body: string) => `perf('${name}', () => { ${body} }, ${QUICK});`;
    const cwd = project({
      'a.perf.js': performanceFile(
        test('aborts', 'process.abort();'),
        test('segfaults', "process.kill(process.pid, 'SIGSEGV'); for (;;);"),
        test('is killed', "process.kill(process.pid, 'SIGKILL'); for (;;);"),
        test('runs out of memory', HOARD),
        `perf('fine', sort, ${QUICK});`,
      ),
    });
    // A core of each would be written into the project.
    const command = ['sh', '-c', 'ulimit -c 0 && exec "$@"', 'sh', ...evenkeelCommand('run', '--json', 'report.json')];
    const { exitCode, err } = await run(command, { cwd, env: { NODE_OPTIONS: '--max-old-space-size=64' } });
    expect(exitCode, err).toBe(2);
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as RunReport;
    expect(report.results.map(({ testName, recording }) => [testName, recording.state])).toEqual([
      ['fine', 'recorded'],
    ]);
    const died = Object.fromEntries(
      report.failures.map(({ testName, reason, message }) => [testName, [reason, message]]),
    );
    expect(died).toEqual({
      aborts: ['process_died', expect.stringMatching(/SIGABRT: it ran out of memory, or native code failed/)],
      segfaults: ['process_died', expect.stringMatching(/by SIGSEGV/)],
      'is killed': ['process_died', expect.stringMatching(/by SIGKILL: something killed it/)],
      'runs out of memory': [
        'process_died',
        expect.stringMatching(/SIGABRT: it ran out of memory[\s\S]*heap out of memory/),
      ],
    });
    const listed = await run(evenkeelCommand('baseline', 'list'), { cwd });
    expect(listed.out).toMatch(/fine .* 1 run$/m);
    expect(listed.out).not.toMatch(/aborts|segfaults|killed|memory/);
  });

  it('that crashes in a later process leaves nothing of the test, and the runs before as they were', async () => {
    const crash =
      "if (process.env.CRASH && existsSync('seen')) process.abort(); writeFileSync('seen', ''); return sort();";
    const imports = "import { existsSync, writeFileSync } from 'node:fs';";
    const cwd = project({ 'a.perf.js': performanceFile(imports, `perf('late', () => { ${crash} }, ${QUICK});`) });
    expect((await run(evenkeelCommand('run'), { cwd })).exitCode).toBe(0);
    const runsOf = async () =>
      (await run(evenkeelCommand('baseline', 'export', '-'), { cwd })).out.replace(/^.*\n/, '');
    const before = await runsOf();
    expect(before).toContain('late');
    const command = ['sh', '-c', 'ulimit -c 0 && exec "$@"', 'sh', ...evenkeelCommand('run')];
    const { exitCode, out } = await run(command, { cwd, env: { CRASH: '1' } });
    expect(exitCode).toBe(2);
    expect(out).toMatch(/late .*process_died|ended its process by SIGABRT/);
    expect(await runsOf()).toBe(before);
  });
});
