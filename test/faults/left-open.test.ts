import { expect, it } from 'vitest';
import { performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { evenkeelCommand, run } from './processes.ts';

const SUITE = { 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) };
const OPEN = `import { createServer } from 'node:http';
createServer().listen(0);
setInterval(() => undefined, 1000);
export default {};`;

it.each([['config'], ['baseline', 'list'], ['run', '--json', '-']])(
  'a configuration that leaves something open does not keep "%s %s" from its end',
  async (...args) => {
    const cwd = project({ ...SUITE, 'evenkeel.config.js': OPEN });
    const { exitCode, out, err } = await run(evenkeelCommand(...args), { cwd });
    expect(exitCode, err).toBe(0);
    expect(err.match(/^warning: left open .*: TCPServerWrap, Timeout\. /gm)).toHaveLength(1);
    if (args.includes('--json')) expect(JSON.parse(out)).toMatchObject({ summary: { exitCode: 0 } });
  },
);

it('nothing is said where nothing was left open', async () => {
  const cwd = project({ 'evenkeel.config.js': 'export default {};' });
  expect(await run(evenkeelCommand('config'), { cwd })).toMatchObject({ exitCode: 0, err: '' });
});

it.each([
  ['waits for nothing', 'await new Promise(() => undefined);', /nothing was left that could go on/],
  ['ends the process', 'process.exit(0);', /ended before it had a result: process\.exit\(0\) was called/],
  [
    'throws later',
    "setTimeout(() => { throw new Error('too late'); }); await new Promise((done) => setTimeout(done, 5000));",
    /nobody caught:\nError: too late/,
  ],
])('a configuration that %s is trouble, and neither a pass nor a regression', async (_, text, message) => {
  const cwd = project({ ...SUITE, 'evenkeel.config.js': `${text}\nexport default {};` });
  const { exitCode, err } = await run(evenkeelCommand('run'), { cwd });
  expect(err).toMatch(message);
  expect(exitCode).toBe(2);
});
