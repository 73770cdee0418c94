import { describe, expect, it } from 'vitest';
import { isTooling } from '../../src/revisions/tooling.ts';

describe('isTooling', () => {
  it.each([
    '.github/workflows/test.yml',
    '.gitignore',
    'bench/.eslintrc.json',
    '.vscode/settings.json',
    'renovate.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'bench/package.json',
    'pnpm-workspace.yaml',
    'biome.json',
    'commitlint.config.json',
    'docker-compose.test.yml',
    'Dockerfile',
    'LICENSE',
    'LICENSE-MIT.txt',
    'README.md',
    'bench/README.md',
    'docs/guide.md',
    'test/__snapshots__/a.test.js.snap',
    'bench/fixtures/README.md',
    'bench/fixtures/.gitattributes',
  ])('is so of %s', (name) => expect(isTooling(name)).toBe(true));

  it.each([
    'bench/input.json',
    'data.txt',
    'bench/history.json',
    'bench/config.json',
    'bench/table.yml',
    'bench/fixtures/long.md',
    'bench/fixtures/package.json',
    'test-data/renovate.json',
    'bench/module.wasm',
  ])('is not so of %s', (name) => expect(isTooling(name)).toBe(false));
});
