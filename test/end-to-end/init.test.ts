import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, project } from './command.ts';

/** A project in a repository of its own, with a remote on GitHub. */
function made(files: Readonly<Record<string, string>>): string {
  const directory = project(files);
  for (const args of [
    ['init', '--quiet'],
    ['remote', 'add', 'origin', 'git@github.com:example/thing.git'],
  ]) {
    execFileSync('git', ['-C', directory, ...args], { stdio: 'pipe' });
  }
  return directory;
}

describe('evenkeel init', () => {
  it.each([
    ['ES modules', '{ "type": "module" }', 'example.perf.js'],
    ['CommonJS', '{}', 'example.perf.mjs'],
    ['TypeScript', '{ "type": "module", "devDependencies": { "typescript": "*" } }', 'example.perf.ts'],
    ['TypeScript in CommonJS', '{ "devDependencies": { "typescript": "*" } }', 'example.perf.mts'],
  ])('writes a performance file that runs in a project of %s', async (_name, manifest, file) => {
    const cwd = made({ 'package.json': manifest });
    expect(await evenkeel(['init', '--yes'], { cwd })).toMatchObject({ exitCode: 0, err: '' });
    const run = await evenkeel(['run', '--processes', '1', '--iterations', '5'], { cwd });
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.out).toContain(`performance/${file}`);
    expect(execFileSync('git', ['-C', cwd, 'status', '--short'], { encoding: 'utf8' })).not.toContain(
      '.performance-cache',
    );
  });

  it('writes nothing where it is only to show, or where nobody can be asked', async () => {
    const cwd = made({ 'package.json': '{}' });
    const before = execFileSync('git', ['-C', cwd, 'status', '--short'], { encoding: 'utf8' });
    expect((await evenkeel(['init', '--dry-run'], { cwd })).exitCode).toBe(0);
    const { exitCode, err } = await evenkeel(['init'], { cwd });
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringMatching(/^error: Nothing was written: /) });
    expect(execFileSync('git', ['-C', cwd, 'status', '--short'], { encoding: 'utf8' })).toBe(before);
  });

  it('says in one line what is wrong with a manifest', async () => {
    const cwd = project({ 'package.json': '{ "name": ' });
    const { exitCode, out, err } = await evenkeel(['init', '--yes'], { cwd });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: .*package\.json is not JSON: .*\n$/);
    expect(readFileSync(join(cwd, 'package.json'), 'utf8')).toBe('{ "name": ');
  });
});
