import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/node-versions.mjs';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { command } from '../measure/processes/built.ts';

const nodes: readonly (readonly [name: string, binary: string])[] = [
  ['this Node', process.execPath],
  ...NODE_VERSIONS.map((version) => [`Node ${version}`, nodeBinary(version)] as const),
];

/** A project whose configuration has all that may keep a Node from loading TypeScript. */
function project(): string {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(join(command, '..', '..', '..'), join(directory, 'node_modules', 'evenkeel'), 'junction');
  writeFileSync(join(directory, 'base.ts'), 'export const base: { adaptationRate: number } = { adaptationRate: 0.2 };');
  writeFileSync(
    join(directory, 'evenkeel.config.ts'),
    `import { defineConfig } from 'evenkeel';
import { base } from './base.js';
enum Samples { Few = 50 }
export default defineConfig({ ...base, defaultIterations: Samples.Few satisfies number });
`,
  );
  return directory;
}

describe.each(nodes)('%s', (_name, node) => {
  it('loads TypeScript that a configuration in JavaScript imports, through other modules as well', () => {
    const cwd = project();
    rmSync(join(cwd, 'evenkeel.config.ts'));
    writeFileSync(join(cwd, 'between.mjs'), "export { base } from './base.ts';\n");
    writeFileSync(
      join(cwd, 'evenkeel.config.mjs'),
      "import { base } from './between.mjs';\nimport { defineConfig } from 'evenkeel';\nexport default defineConfig(base);\n",
    );
    const out = execFileSync(node, [command, 'config', '--json'], { cwd, encoding: 'utf8' });
    expect(JSON.parse(out).settings.adaptation_rate.value).toBe(0.2);
  });

  it('loads evenkeel.config.ts', () => {
    const out = execFileSync(node, [command, 'config', '--json'], { cwd: project(), encoding: 'utf8' });
    const { file, settings } = JSON.parse(out);
    expect(file).toBe('evenkeel.config.ts');
    expect(settings.adaptation_rate.value).toBe(0.2);
    expect(settings.default_iterations).toEqual({
      value: 50,
      origin: { kind: 'file', path: 'evenkeel.config.ts', line: 4 },
    });
  });
});
