import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differingAmong } from '../../../src/revisions/locks/differing.ts';
import { readLocks } from '../../../src/revisions/locks/read-locks.ts';

// As npm 10, pnpm 10, Yarn 1 and 4 and Bun 1 wrote them, for a project that asks for `debug` and a linter, here `send`: what
// that asks for is also asked for by `debug`, in other versions.
const written = (name: string) => readFileSync(join(import.meta.dirname, 'written', name), 'utf8');

const part = { name: 'one', dependencies: { debug: '^4.3.0', aliased: 'npm:ms@2.0.0' } };
const manifests = (debug: string, send: string) =>
  new Map<string, Record<string, unknown>>([
    ['', { name: 'thing', workspaces: ['packages/*'], dependencies: { debug }, devDependencies: { send } }],
    ['packages/one', part],
  ]);

interface Side {
  readonly text: string;
  readonly debug?: string;
  readonly send?: string;
}

function differing(file: string, used: readonly string[], base: Side, present: Side) {
  const locks = readLocks(
    {
      lockfiles: [{ name: file, file, base: base.text, present: present.text }],
      manifests: {
        base: manifests(base.debug ?? '4.3.4', base.send ?? '0.18.0'),
        present: manifests(present.debug ?? '4.3.4', present.send ?? '0.18.0'),
      },
      directories: ['', 'packages/one'],
    },
    new Map(),
  );
  return locks?.flatMap((each) => differingAmong(new Set(used), each));
}

describe.each([
  ['package-lock.json', 'package-lock.json'],
  ['pnpm-lock.yaml', 'pnpm-lock.yaml'],
  ['yarn-1.lock', 'yarn.lock'],
  ['yarn-4.lock', 'yarn.lock'],
  ['bun.lock', 'bun.lock'],
])('%s', (name, file) => {
  const before = { text: written(`base-${name}`) };
  const linterMoved = { text: written(`linter-${name}`), send: '1.0.0' };

  it('differs in nothing that is loaded where a linter moved, with what that asks for', () => {
    expect(differing(file, ['debug', 'ms', 'aliased'], before, linterMoved)).toEqual([]);
  });

  it('differs in the linter, and in what it asks for, where that is loaded', () => {
    expect(differing(file, ['send', 'debug', 'ms', 'aliased'], before, linterMoved)).toContainEqual({
      name: 'send',
      base: '0.18.0',
      present: '1.0.0',
    });
  });

  it('differs in what is loaded where that moved', () => {
    const moved = { text: before.text.replaceAll('4.3.4', '4.3.5'), debug: '4.3.5' };
    expect(differing(file, ['debug', 'ms'], before, moved)).toEqual([
      { name: 'debug', base: '4.3.4', present: '4.3.5' },
    ]);
  });

  it('differs in what something that is loaded asks for', () => {
    const moved = { text: before.text.replaceAll('2.1.2', '2.1.9') };
    expect(differing(file, ['debug', 'ms'], before, moved)).toEqual([{ name: 'ms', base: '2.1.2', present: '2.1.9' }]);
    // What is not loaded is not followed.
    expect(differing(file, ['debug'], before, moved)).toEqual([]);
  });

  it('differs in what is loaded and nobody asks for, where another version of it moved', () => {
    expect(differing(file, ['mime'], before, linterMoved)).toMatchObject([{ name: 'mime', base: '1.6.0' }]);
    expect(differing(file, ['depd'], before, { text: before.text.replaceAll('2.0.0', '2.0.7') })).toMatchObject([
      { name: 'depd', base: '2.0.0', present: '2.0.7' },
    ]);
  });

  it('is not understood where it is cut off', () => {
    expect(differing(file, ['debug'], before, { text: `${before.text.slice(0, -200)}\n{{` })).toBeUndefined();
  });
});

const sides = (base: object, present: object) =>
  ({ base: { text: JSON.stringify(base) }, present: { text: JSON.stringify(present) } }) as const;

describe('what npm finds', () => {
  const lock = (packages: object) => ({ packages: { '': { dependencies: { a: '1' } }, ...packages } });
  const ask = (used: readonly string[], base: object, present: object) => {
    const both = sides(base, present);
    return differing('package-lock.json', used, both.base, both.present)?.map(({ name }) => name);
  };
  const a = { version: '1.0.0', dependencies: { b: '*' } };

  it('counts from where it is asked for', () => {
    const hoisted = lock({ 'node_modules/a': a, 'node_modules/b': { version: '1.0.0' } });
    const nested = lock({
      'node_modules/a': a,
      'node_modules/a/node_modules/b': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0' },
    });
    expect(ask(['a', 'b'], hoisted, nested)).toEqual([]);
    const shadowed = lock({
      'node_modules/a': a,
      'node_modules/a/node_modules/b': { version: '1.1.0' },
      'node_modules/b': { version: '1.0.0' },
    });
    expect(ask(['a', 'b'], hoisted, shadowed)).toEqual(['b']);
  });

  it('counts by content, not by version alone', () => {
    const of = (integrity: string) => lock({ 'node_modules/a': { version: '1.0.0', integrity } });
    expect(ask(['a'], of('sha512-1'), of('sha512-2'))).toEqual(['a']);
  });

  it('counts where something that is loaded would find more in the base, and may do without here', () => {
    const optional = { version: '1.0.0', optionalDependencies: { b: '*' } };
    const withB = lock({ 'node_modules/a': optional, 'node_modules/b': { version: '1.0.0' } });
    expect(ask(['a'], withB, lock({ 'node_modules/a': optional }))).toEqual(['b']);
    // What is new here, and was not loaded, is none of the base's.
    expect(ask(['a'], lock({ 'node_modules/a': optional }), withB)).toEqual([]);
  });

  it('counts for a part of the repository that is not there any more', () => {
    const gone = lock({ old: { dependencies: { a: '1' } }, 'node_modules/a': a, 'node_modules/old': { link: true } });
    expect(ask(['a'], gone, lock({ 'node_modules/a': a }))).toEqual([]);
    expect(ask(['a'], gone, lock({ 'node_modules/a': { ...a, version: '2.0.0' } }))).toEqual(['a']);
  });

  it('reads what npm 6 wrote', () => {
    const version1 = (inner: string) => ({
      lockfileVersion: 1,
      dependencies: {
        debug: { version: '4.3.4', requires: { ms: '*' }, dependencies: { ms: { version: inner } } },
        ms: { version: '2.0.0', requires: true },
      },
    });
    expect(ask(['debug', 'ms'], version1('2.1.2'), version1('2.1.2'))).toEqual([]);
    expect(ask(['debug', 'ms'], version1('2.1.2'), version1('2.1.3'))).toEqual(['ms']);
    const version3 = lock({
      '': { dependencies: { debug: '*' } },
      'node_modules/debug': { version: '4.3.4', dependencies: { ms: '*' } },
      'node_modules/debug/node_modules/ms': { version: '2.1.2' },
      'node_modules/ms': { version: '2.0.0' },
    });
    expect(ask(['debug', 'ms'], version1('2.1.2'), version3)).toEqual([]);
  });
});

describe('pnpm', () => {
  it('says the same in older forms', () => {
    const version5 = [
      'lockfileVersion: 5.4',
      'specifiers:',
      '  debug: 4.3.4',
      'dependencies:',
      '  debug: 4.3.4_supports-color@8.1.1',
      'packages:',
      '  /debug/4.3.4_supports-color@8.1.1:',
      '    resolution: {integrity: sha512-d}',
      '    dependencies:',
      '      ms: 2.1.2',
      '  /ms/2.1.2:',
      '    resolution: {integrity: sha512-m}',
    ].join('\n');
    const version6 = [
      "lockfileVersion: '6.0'",
      'dependencies:',
      '  debug:',
      '    specifier: 4.3.4',
      '    version: 4.3.4(supports-color@8.1.1)',
      'packages:',
      '  /debug@4.3.4(supports-color@8.1.1):',
      '    resolution: {integrity: sha512-d}',
      '    dependencies:',
      '      ms: 2.1.2',
      '  /ms@2.1.2:',
      '    resolution: {integrity: sha512-m}',
    ].join('\n');
    const ask = (present: string) =>
      differing('pnpm-lock.yaml', ['debug', 'ms'], { text: version5 }, { text: present });
    expect(ask(version6)).toEqual([]);
    expect(ask(version6.replaceAll('2.1.2', '2.1.3'))).toEqual([{ name: 'ms', base: '2.1.2', present: '2.1.3' }]);
  });

  it('tells a package that the project patches from the other', () => {
    const lock = (patch: string) =>
      [
        "lockfileVersion: '9.0'",
        'importers:',
        '  .:',
        '    dependencies:',
        '      debug:',
        '        specifier: 4.3.4',
        `        version: 4.3.4${patch}`,
        'packages:',
        '  debug@4.3.4:',
        '    resolution: {integrity: sha512-d}',
        'snapshots:',
        `  debug@4.3.4${patch}: {}`,
      ].join('\n');
    const ask = (patch: string) =>
      differing('pnpm-lock.yaml', ['debug'], { text: lock('') }, { text: lock(patch) })?.map(({ name }) => name);
    expect(ask('')).toEqual([]);
    expect(ask('(patch_hash=abc)')).toEqual(['debug']);
  });
});

describe('Yarn', () => {
  it('takes the only one of its name for what the project replaces', () => {
    const lock = (version: string) =>
      `# yarn lockfile v1\n\n\ndebug@9.9.9:\n  version "${version}"\n  resolved "x#${version}"\n`;
    const ask = (version: string) =>
      differing('yarn.lock', ['debug'], { text: lock('9.9.9') }, { text: lock(version) });
    expect(ask('9.9.9')).toEqual([]);
    expect(ask('9.9.8')).toEqual([{ name: 'debug', base: '9.9.9', present: '9.9.8' }]);
  });
});

describe('what cannot be compared', () => {
  const read = (lockfiles: Parameters<typeof readLocks>[0]['lockfiles']) =>
    readLocks(
      { lockfiles, manifests: { base: manifests('1', '1'), present: manifests('1', '1') }, directories: [''] },
      new Map(),
    );

  it('is a lockfile that the present tree lacks, or of another kind there', () => {
    const npm = { name: 'package-lock.json', file: 'package-lock.json', base: '{"packages":{}}', present: null };
    const yarn = { name: 'yarn.lock', file: 'yarn.lock', base: null, present: '' };
    expect(read([npm])).toBeNull();
    expect(read([npm, yarn])).toBeNull();
    expect(read([{ ...npm, present: '{"packages":{}}' }])).toHaveLength(1);
  });

  it('is decided by ranges where the base has locked nothing', () => {
    expect(read([{ name: 'yarn.lock', file: 'yarn.lock', base: null, present: '' }])).toHaveLength(1);
  });
});
