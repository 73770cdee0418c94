import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineConfig } from '../../src/config/define-config.ts';
import { CONFIG_FILES } from '../../src/config/file-names.ts';
import { gatherSettings } from '../../src/config/gather-settings.ts';
import { readModuleSettings } from '../../src/config/module-file.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { UsageError } from '../../src/errors.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';

/** A directory with these files. */
function directoryWith(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

function fromModule(text: string, name = 'evenkeel.config.mjs'): Promise<PerformanceConfig> {
  return PerformanceConfig.fromFile(join(directoryWith({ [name]: text }), name));
}

describe('defineConfig', () => {
  it('gives back what it is given, and knows the options', () => {
    expect(defineConfig({ confidenceLevel: 0.99 })).toEqual({ confidenceLevel: 0.99 });
    // @ts-expect-error: there is no such option
    defineConfig({ confidenceLevl: 0.99 });
    // @ts-expect-error: it takes no such value
    defineConfig({ logLevel: 'LOUD' });
  });
});

describe('a configuration that is a module', () => {
  it('may not take for ever', async () => {
    const text = 'await new Promise(() => undefined); export default {};';
    const path = join(directoryWith({ 'evenkeel.config.mjs': text }), 'evenkeel.config.mjs');
    await expect(readModuleSettings(path, text, 0.05)).rejects.toThrow(
      /evenkeel\.config\.mjs was not loaded within 0\.05 s/,
    );
  });

  it.each(CONFIG_FILES.filter((name) => name !== 'evenkeel.toml'))(
    '%s says what its default export does',
    async (name) => {
      const module = name.endsWith('.js') ? 'module.exports =' : 'export default';
      const config = await fromModule(`${module} { defaultIterations: 7, logLevel: undefined };`, name);
      expect({ ...config }).toEqual({ ...new PerformanceConfig(), defaultIterations: 7 });
    },
  );

  it('may have been compiled to CommonJS, and may compute what it says', async () => {
    const compiled = `module.exports.__esModule = true; module.exports.default = { defaultIterations: 3 + 4 };`;
    expect((await fromModule(compiled, 'x.cjs')).defaultIterations).toBe(7);
    expect((await fromModule('export default await Promise.resolve({ adaptationRate: 0.2 })')).adaptationRate).toBe(
      0.2,
    );
  });

  it('throws every problem at once, with its place where that is plain', async () => {
    const text = `const more = { nonsense: 1 };
export default {
  confidence_level: 0.9,
  "warmupIterations" : -1,
  ...more, // nonsense: as well
};`;
    const error = await fromModule(text).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    const lines: string[] = error.message.split('\n').map((line: string) => line.replace(/^ +.*evenkeel\.config/, ''));
    expect(lines).toEqual([
      'The configuration is wrong:',
      '.mjs:3:3: there is no field confidence_level; did you mean confidenceLevel?',
      '.mjs:4:3: warmupIterations must be a whole number from 0 to 1000000, not -1.',
      expect.stringMatching(/^\.mjs: there is no field nonsense; the fields are cacheDirectory, /),
    ]);
  });

  it.each([
    ['export default 7', /config\.mjs: its default export must be an object of options, such as: export default/],
    ['export default []', /its default export must be an object/],
    ['export const config = {}', /its default export must be an object/],
    ["throw new RangeError('no luck')", /config\.mjs cannot be loaded: RangeError: no luck$/],
    ["throw 'no luck'", /config\.mjs cannot be loaded: no luck$/],
    ["import './missing.mjs'", /config\.mjs cannot be loaded: Error: Cannot find module/],
  ])('%s is refused', async (text, message) => {
    await expect(fromModule(text)).rejects.toThrow(message);
    await expect(fromModule(text)).rejects.toBeInstanceOf(UsageError);
  });

  it('is not written', async () => {
    const path = join(temporaryDirectory(), 'evenkeel.config.ts');
    await expect(new PerformanceConfig().toFile(path)).rejects.toThrow(/cannot be written: TOML is, so give it a name/);
  });
});

describe('gatherSettings', () => {
  it('finds a module as it finds TOML, and says where its values come from', async () => {
    const root = directoryWith({
      'evenkeel.toml': 'default_iterations = 1',
      'a/evenkeel.config.mjs':
        'const rest = { adaptationRate: 0.2 };\nexport default { cacheDirectory: "perf", ...rest };',
      'a/b/c/x.txt': '',
      '.git/HEAD': '',
    });
    const { fields, origins, file } = await gatherSettings({ directory: join(root, 'a/b/c'), env: {} });
    expect(file).toBe(relative(process.cwd(), join(root, 'a/evenkeel.config.mjs')));
    expect(fields).toMatchObject({ defaultIterations: 100, adaptationRate: 0.2 });
    expect(fields.cacheDirectory).toBe(relative(process.cwd(), join(root, 'a/perf')));
    expect(origins).toMatchObject({
      cacheDirectory: { kind: 'file', path: file, line: 2 },
      adaptationRate: { kind: 'file', path: file, line: 1 },
      defaultIterations: { kind: 'default' },
    });
  });

  it('takes neither of two in one directory, unless it is named', async () => {
    const directory = directoryWith({
      'evenkeel.toml': 'default_iterations = 1',
      'evenkeel.config.mjs': 'export default { defaultIterations: 2 }',
    });
    const iterations = async (env: Record<string, string>) =>
      (await gatherSettings({ directory, env })).fields.defaultIterations;
    await expect(iterations({})).rejects.toThrow(
      /^There are both evenkeel\.toml and evenkeel\.config\.mjs in .*: keep one of them, or say with --config or EVENKEEL_CONFIG/,
    );
    expect(await iterations({ EVENKEEL_CONFIG: 'evenkeel.toml' })).toBe(1);
    expect(await iterations({ EVENKEEL_CONFIG: 'evenkeel.config.mjs' })).toBe(2);
  });
});
