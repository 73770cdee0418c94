import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../../scripts/node-versions.mjs';
import { command } from '../../measure/processes/built.ts';
import { makeProject, type Project } from '../../measure/processes/project.ts';

const nodes: readonly (readonly [name: string, binary: string, version: string])[] = [
  ['this Node', process.execPath, process.version.split('.')[0]!],
  ...NODE_VERSIONS.map((version) => [`Node ${version}`, nodeBinary(version), `v${version}`] as const),
];

const FILES = {
  'package.json': '{"type":"module"}',
  // Node strips `plain.ts` itself where it can; `fancy.ts` it cannot.
  'plain.ts': 'export const double = (n: number): number => n * 2;\n',
  'fancy.ts': 'export enum Half { Of = 21 }\nexport class Box { constructor(readonly value: number) {} }\n',
  'good.perf.ts': `import { perf } from 'evenkeel';
import { double } from './plain.ts';
import { Box, Half } from './fancy.js';
perf('t', (box) => {
  const it: Box = box;
  if (double(it.value) !== 42) throw new Error('wrong');
  if (!process.version.startsWith(process.env.WANTED_VERSION + '.')) throw new Error(process.version);
}, { setup: () => new Box(Half.Of) });
`,
  'bad.perf.ts': `import { perf } from 'evenkeel';
interface Thrown { text: string }
perf('throws', () => {
  throw new Error(({ text: 'on purpose' } as Thrown).text);
});
`,
};

describe.each(nodes)('%s', (_, node, version) => {
  let project: Project;
  beforeAll(() => {
    project = makeProject(FILES);
  });
  afterAll(() => project.remove());

  function evenkeel(...args: string[]): Promise<{ exitCode: number | null; output: string }> {
    const child = spawn(node, [command, 'run', ...args, '-p', '2', '-i', '5', '--cache', project.path('baselines')], {
      cwd: project.directory,
      env: { ...process.env, WANTED_VERSION: version, CI: '' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    return new Promise((done) => child.on('close', (exitCode) => done({ exitCode, output })));
  }

  it('measures a performance file and exits with 0', async () => {
    const { exitCode, output } = await evenkeel('good.perf.ts', '--record');
    expect(output).toMatch(/1 test: 1 without baseline/);
    expect(exitCode).toBe(0);
  });

  it('tells where a test threw and exits with 2', async () => {
    const { exitCode, output } = await evenkeel('bad.perf.ts');
    expect(output).toMatch(/on purpose[\s\S]*bad\.perf\.ts:4:9/);
    expect(exitCode).toBe(2);
  });
});
