import { describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/node-versions.mjs';
import { runProgram } from '../end-to-end/command.ts';
import { builtModule } from '../measure/processes/built.ts';
import { packageOf, packages, projectOf } from './projects.ts';

const nodes: readonly (readonly [name: string, binary: string])[] = [
  ['this Node', process.execPath],
  ...NODE_VERSIONS.map((version) => [`Node ${version}`, nodeBinary(version)] as const),
];

const FOUND = [
  'modern',
  'modern/extra',
  'classic',
  'classic/lib/deep',
  'dual',
  'require-only',
  'compiled',
  'data/values',
];
const BROKEN = ['throws', 'needs-more', 'needs-more-too', 'bad-syntax', 'wrong-name', 'wrong-json'];
const MISSING = ['absent', 'modern/hidden.js', 'unbuilt', './absent.js', '#absent', 'node:absent', 'only-in-node-path'];

// This Node may be too old for them; then they are broken, not missing.
const TYPED = {
  'package.json': { type: 'module' },
  'typed.ts': 'export const a: number = 1;',
  'typed.mts': 'export {};',
};

const SCRIPT = `
import { DependencyResolver } from ${JSON.stringify(builtModule('index.js'))};
const recordedTime = () => ({ times: { percentiles: { 5: 1e-4, 25: 1e-4, 75: 1e-4, 95: 1e-4 } }, isAsync: true });
const resolver = new DependencyResolver({ recordedTime });
const status = await resolver.checkDependencies(${JSON.stringify([...FOUND, ...BROKEN, ...MISSING])});
const { fn, source, reason } = await resolver.resolveFunction('classic', 'rnu');
const standIn = fn('first');
const typed = await resolver.checkDependencies(['./typed.js', './typed.mjs']);
console.log(JSON.stringify({
  typed: process.features.typescript ? typed.available : typed.broken,
  status, source, reason,
  answer: standIn instanceof Promise && await standIn,
  kind: (await resolver.getFunctionOrFallback('dual', 'kind'))(),
}));
`;

describe.each(nodes)('%s', (_name, node) => {
  it('resolves from the working directory, prints nothing, and knows missing from broken', async () => {
    const elsewhere = projectOf(packageOf('only-in-node-path', {}, { 'index.js': '' }));
    const cwd = projectOf({ ...packages, ...TYPED, 'main.mjs': SCRIPT });
    const { out, err } = await runProgram(node, ['main.mjs'], { cwd, env: { NODE_PATH: `${elsewhere}/node_modules` } });
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      status: { available: FOUND, broken: BROKEN, missing: MISSING },
      source: 'recorded_time',
      reason: expect.stringMatching(/Did you mean run\? A stand-in that takes the time/),
      answer: 'first',
      kind: 'module',
      typed: ['./typed.js', './typed.mjs'],
    });
  });
});
