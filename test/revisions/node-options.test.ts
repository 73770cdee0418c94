import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeOptionsInBase } from '../../src/revisions/node-options.ts';

function trees(...inBase: readonly string[]) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-options-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const both = { present: join(directory, 'pre sent'), base: join(directory, 'base') };
  for (const root of Object.values(both)) mkdirSync(root);
  for (const name of inBase) writeFileSync(join(both.base, name), '');
  return both;
}

// As Yarn 4 writes it.
const yarns = (root: string) =>
  `--require "${root}/.pnp.cjs" --experimental-loader ${pathToFileURL(`${root}/.pnp.loader.mjs`).href}`;

describe('nodeOptionsInBase', () => {
  it("leads to the base's own resolver of Plug'n'Play", () => {
    const both = trees('.pnp.cjs', '.pnp.loader.mjs');
    expect(nodeOptionsInBase(yarns(both.present), both)).toBe(yarns(both.base));
  });

  it('leaves the resolver out that the base does not have, and nothing else', () => {
    const both = trees();
    const options = `--max-old-space-size=4096 ${yarns(both.present)} --no-warnings`;
    expect(nodeOptionsInBase(options, both)).toBe('--max-old-space-size=4096 --no-warnings');
  });

  it('moves whatever else would be loaded of the present tree, and leaves what lies elsewhere', () => {
    const both = trees('hook.mjs');
    const { href } = pathToFileURL(join(both.present, 'hook.mjs'));
    const options = (at: string) => `--import=${at} --require /elsewhere/.pnp.cjs`;
    expect(nodeOptionsInBase(options(href), both)).toBe(options(pathToFileURL(join(both.base, 'hook.mjs')).href));
    writeFileSync(join(both.base, '50%'), '');
    expect(nodeOptionsInBase(`--require "${both.present}/50%"`, both)).toBe(`--require "${both.base}/50%"`);
    const unknown = `--require "${both.present}/tracing.cjs"`;
    expect(nodeOptionsInBase(unknown, both)).toBe(unknown);
  });
});
