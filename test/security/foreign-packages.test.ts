// What others may put where the code of a base would find it: above its check-out.
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findPlace } from '../../src/revisions/place.ts';
import { evenkeel, QUICK } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { makeRepository } from '../revisions/made-repository.ts';
import { CAN_GIVE_AWAY, giveAway, made, privateHome, sharedDirectory } from './surroundings.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

// A directory that none can be made in.
const NOWHERE = '/dev/null';
const IS_POSIX = process.platform !== 'win32';

/** Puts a package into a directory that leaves a mark when it is loaded. */
function plant(directory: string): { readonly wasLoaded: () => boolean } {
  const place = made(join(directory, 'node_modules/planted'));
  const mark = join(directory, 'mark');
  writeFileSync(join(place, 'package.json'), '{ "type": "module" }');
  const text = `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(mark)}, ''); export default 1;\n`;
  writeFileSync(join(place, 'index.js'), text);
  return { wasLoaded: () => existsSync(mark) };
}

/** A repository whose base imports what is installed nowhere, and whose tree does not. */
function importingPlanted() {
  const repository = makeRepository({
    'code.js': "import planted from 'planted'; export default planted;\n",
    'a.perf.js': `import { perf } from 'evenkeel'; import code from './code.js'; perf('a', () => code, ${QUICK});\n`,
  });
  repository.write({ 'code.js': 'export default 1;\n' });
  repository.commit();
  return repository;
}

describe.runIf(IS_POSIX)('the code of a base', () => {
  it('finds nothing that others put into the temporary directory', async (context) => {
    const [shared, home] = [sharedDirectory(), privateHome()];
    if (home === null) return context.skip();
    const { wasLoaded } = plant(shared);
    const env = { TMPDIR: shared, HOME: home };
    const { exitCode, out } = await evenkeel(['compare', 'HEAD~1', '--blocks', '8', '--json', '-'], {
      cwd: importingPlanted().directory,
      env,
    });
    expect(wasLoaded()).toBe(false);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out).failures).toMatchObject([{ reason: 'base_failed' }]);
    // Nothing is left in either place, but for what belongs to the machine.
    expect(readdirSync(shared).sort()).toEqual(['node_modules']);
    expect(readdirSync(join(home, '.cache/evenkeel'))).toEqual(['calibration.json']);
  });

  it('does not run where there is no private place and something lies above it', async () => {
    const shared = sharedDirectory();
    const { wasLoaded } = plant(shared);
    const env = { TMPDIR: shared, HOME: NOWHERE };
    const { exitCode, out, err } = await evenkeel(['compare', 'HEAD~1', '--json', '-'], {
      cwd: importingPlanted().directory,
      env,
    });
    expect(wasLoaded()).toBe(false);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(`error: Nothing is checked out in ${realpathSync(shared)}: code there would find`);
    expect(err).toContain('XDG_CACHE_HOME');
  });

  it('does not run either where that has come to be meanwhile', async () => {
    const shared = sharedDirectory();
    const { wasLoaded } = plant(temporaryDirectory());
    const prepare = `mkdir '${shared}/node_modules'`;
    const { exitCode, err } = await evenkeel(['compare', 'HEAD~1', '--prepare', prepare], {
      cwd: importingPlanted().directory,
      env: { TMPDIR: shared, HOME: NOWHERE },
    });
    expect(wasLoaded()).toBe(false);
    expect(exitCode).toBe(2);
    expect(err).toContain(`code there would find ${realpathSync(shared)}/node_modules`);
  });
});

describe.runIf(IS_POSIX)('the place of check-outs', () => {
  const chosen = (root: string, variables: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    return findPlace(root);
  };
  const root = () => made(join(realpathSync(temporaryDirectory()), 'repository'));

  it("is the temporary directory where that is this user's alone", (context) => {
    const home = privateHome();
    if (home === null) return context.skip();
    const { directory, guard } = chosen(root(), { TMPDIR: home, XDG_CACHE_HOME: join(home, 'cache') });
    expect(directory).toBe(home);
    expect(guard).not.toThrow();
  });

  it("is the user's directory for caches where it is not, which is made for this user alone", (context) => {
    const home = privateHome();
    if (home === null) return context.skip();
    const { directory } = chosen(root(), { TMPDIR: sharedDirectory(), XDG_CACHE_HOME: join(home, 'cache') });
    expect(directory).toBe(join(home, 'cache/evenkeel'));
  });

  it.each(['node_modules', 'nothing'])(
    'is neither where packages lie above it that the tree does not find: %s',
    (name) => {
      const home = privateHome();
      if (home === null) return;
      const shared = realpathSync(sharedDirectory());
      mkdirSync(join(home, name));
      const { directory } = chosen(root(), { TMPDIR: shared, XDG_CACHE_HOME: join(home, 'cache') });
      expect(directory).toBe(name === 'nothing' ? join(home, 'cache/evenkeel') : shared);
    },
  );

  it('is not among packages, nor in the repository', () => {
    const shared = realpathSync(sharedDirectory());
    const top = root();
    mkdirSync(join(top, 'node_modules'));
    for (const cache of [join(top, 'node_modules/.cache'), join(top, 'tmp')]) {
      expect(chosen(top, { TMPDIR: shared, XDG_CACHE_HOME: cache }).directory).toBe(shared);
    }
  });

  it('may have above it what the present tree finds as well', () => {
    const shared = realpathSync(sharedDirectory());
    const [inside, outside] = [made(join(shared, 'repository')), root()];
    mkdirSync(join(shared, 'node_modules'));
    const { guard } = chosen(inside, { TMPDIR: shared, XDG_CACHE_HOME: NOWHERE });
    expect(guard).not.toThrow();
    expect(chosen(outside, { TMPDIR: shared, XDG_CACHE_HOME: NOWHERE }).guard).toThrow(/would find .*node_modules/);
  });

  it.runIf(CAN_GIVE_AWAY).each(['package.json', '.yarnrc.yml', '.pnp.cjs', '.npmrc', 'pnpm-workspace.yaml'])(
    'under guard has nothing of others above it: %s',
    (name) => {
      const shared = realpathSync(sharedDirectory());
      const { guard } = chosen(root(), { TMPDIR: shared, XDG_CACHE_HOME: NOWHERE });
      writeFileSync(join(shared, name), '');
      expect(guard).not.toThrow();
      giveAway(join(shared, name));
      expect(guard).toThrow(
        new RegExp(`would find .*/${name.replaceAll('.', '\\.')}, which the present tree's does not`),
      );
    },
  );
});
