import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { nameInRemote, projectName } from '../../../src/framework/store/project-name.ts';
import { temporaryDirectory } from '../fixtures.ts';

it.each([
  ['https://example.com/acme/shop.git', 'acme/shop'],
  ['https://user:secret@example.com/acme/shop/', 'acme/shop'],
  ['ssh://git@example.com:2222/group/sub/shop.git', 'group/sub/shop'],
  ['git@example.com:acme/shop.git', 'acme/shop'],
  ['/srv/git/shop.git', null],
  ['https://example.com/shop', null],
  ['C:\\git\\shop', null],
  ['', null],
])('the name in the remote "%s" is %s', (url, name) => {
  expect(nameInRemote(url)).toBe(name);
});

it('is that of the remote, else of the nearest package, else of the directory', async () => {
  const root = temporaryDirectory();
  const deep = join(root, 'packages/a');
  mkdirSync(deep, { recursive: true });
  expect(await projectName(deep)).toBe(basename(deep));
  writeFileSync(join(root, 'package.json'), '{ "name": "@acme/shop" }');
  expect(await projectName(deep)).toBe('@acme/shop');
  writeFileSync(join(deep, 'package.json'), '{ "name": ');
  expect(await projectName(deep)).toBe('a');
  execFileSync('git', ['-C', root, 'init', '--quiet']);
  execFileSync('git', ['-C', root, 'remote', 'add', 'origin', 'git@example.com:acme/shop.git']);
  expect(await projectName(deep)).toBe('acme/shop');
});
