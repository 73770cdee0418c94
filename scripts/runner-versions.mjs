// Test runners of other versions than the project's own, to try the integrations with each, and package managers. They are installed beside
// the project, not among its dependencies, because two versions of one package cannot stand in one package.json.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall } from './npm-install.mjs';

const ROOT = join(import.meta.dirname, '..', '.runner-versions');

/** What is installed for each version that is tried. */
export const RUNNER_VERSIONS = {
  'jest@29': ['jest@29', '@types/jest@29', '@jest/globals@29'],
  'vitest@3': ['vitest@3.2'],
  'vitest@5': ['vitest@5'],
  // What tests put in the place of the file system.
  'mock-fs@5': ['mock-fs@5', 'memfs@4'],
  'jest@30': ['jest@30', '@types/jest@30', '@jest/globals@30'],
  'yarn@1': ['yarn@1'],
  'yarn@4': ['@yarnpkg/cli-dist@4'],
  'pnpm@10': ['pnpm@10'],
  'bun@1': ['bun@1'],
  // Holds what `evenkeel init` writes for GitLab against GitLab's own schema; without GitLab.
  'gitlab-ci-local@4': ['gitlab-ci-local@4'],
  // A terminal, to see what output does to one.
  'xterm@6': ['@xterm/headless@6'],
};

// What only a bench needs, which asks for it: 65 MB are too much for everybody's `npm ci`. Stryker 10 needs Node 22. It
// finds the project's own Vitest above it, so no other one is installed as its peer.
const ON_DEMAND = { 'stryker@9': ['@stryker-mutator/core@9.6.1', '@stryker-mutator/vitest-runner@9.6.1'] };

/**
 * The `node_modules` of a version.
 * @param {keyof typeof RUNNER_VERSIONS | keyof typeof ON_DEMAND} version
 */
export function runnerModules(version) {
  return join(ROOT, version, 'node_modules');
}

/** Installs what is missing. */
export async function installRunnerVersions() {
  await Promise.all(Object.entries(RUNNER_VERSIONS).map(([version, packages]) => install(version, packages)));
}

/**
 * Installs one of them, for what runs without the tests' set-up.
 * @param {keyof typeof RUNNER_VERSIONS} version
 */
export async function installOne(version) {
  await install(version, RUNNER_VERSIONS[version]);
}

/**
 * Installs what is not among the versions that the tests need, where it is missing.
 * @param {keyof typeof ON_DEMAND} version
 */
export async function installOnDemand(version) {
  await install(version, ['--legacy-peer-deps', ...ON_DEMAND[version]]);
}

async function install(version, packages) {
  const directory = join(ROOT, version);
  if (existsSync(directory)) return;
  // Made under another name first, so that what was interrupted is not taken for complete.
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
  await npmInstall(unfinished, packages);
  renameSync(unfinished, directory);
}
