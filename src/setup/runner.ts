import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { existing } from './existing-files.ts';
import type { Manifest } from './manifest.ts';

/** What runs a project's tests: one of the runners that evenkeel is at home in, or `evenkeel run` itself. */
export type RunnerName = 'vitest' | 'jest' | 'node-test' | 'evenkeel';

/** The runner that a project uses. */
export interface Runner {
  readonly name: RunnerName;
  /** The first number of its version; null where nothing says it. */
  readonly major: number | null;
  /** What it was told by. */
  readonly evidence: string;
  /** The runners that the project has besides. */
  readonly others: readonly RunnerName[];
  /** Why its own integration cannot be used, where the project's version is too old for it. */
  readonly refusal: string | null;
}

/** The oldest major versions that evenkeel's integrations know. */
const OLDEST: Readonly<Partial<Record<RunnerName, number>>> = { vitest: 3, jest: 29 };

const WORDS: readonly (readonly [pattern: RegExp, name: RunnerName])[] = [
  [/\bvitest\b/, 'vitest'],
  [/\bjest\b/, 'jest'],
  [/\b(?:node|tsx)\b.*\s--test\b/, 'node-test'],
];

/**
 * Tells the runner by what the script `test` starts, then by the dependencies, then by other scripts; `evenkeel run` where
 * there is none.
 *
 * @param places the manifests of the package and of the root of its workspaces, the nearest first.
 */
export async function findRunner(places: readonly Manifest[]): Promise<Runner> {
  const found = places.flatMap(evidenceIn);
  const names = [...new Set(found.map(({ name }) => name))];
  const [first] = found;
  if (first === undefined) {
    return { name: 'evenkeel', major: null, evidence: 'no test runner was found', others: [], refusal: null };
  }
  return chosen(first.name, first.evidence, names, places);
}

/** The runner that a person has named. */
export function namedRunner(name: RunnerName, places: readonly Manifest[]): Promise<Runner> {
  return chosen(name, '--runner', [name], places);
}

async function chosen(
  name: RunnerName,
  evidence: string,
  names: readonly RunnerName[],
  places: readonly Manifest[],
): Promise<Runner> {
  const major = await majorVersion(name, places);
  const oldest = OLDEST[name] ?? 0;
  const refusal =
    major !== null && major < oldest ? `evenkeel knows ${name} from ${oldest} on, and this is ${major}` : null;
  return { name, major, evidence, others: names.filter((other) => other !== name), refusal };
}

interface Evidence {
  readonly name: RunnerName;
  readonly evidence: string;
}

function evidenceIn({ scripts, dependencies, fields }: Manifest): Evidence[] {
  const { test = '', ...others } = scripts;
  const byDependency = (['vitest', 'jest'] as const)
    .filter((name) => name in dependencies || fields.includes(name))
    .map((name) => ({ name, evidence: `${name} in package.json` }));
  const byScript = Object.entries(others).flatMap(([script, text]) => inScript(text, script));
  return [...inScript(test, 'test'), ...byDependency, ...byScript];
}

function inScript(text: string, script: string): Evidence[] {
  return WORDS.filter(([pattern]) => pattern.test(text)).map(([, name]) => ({
    name,
    evidence: `the script ${script}`,
  }));
}

/** Of what is installed; else of what the manifest asks for. */
async function majorVersion(name: RunnerName, places: readonly Manifest[]): Promise<number | null> {
  if (name === 'evenkeel' || name === 'node-test') return null;
  for (const { directory } of places) {
    try {
      const path = createRequire(join(directory, 'package.json')).resolve(`${name}/package.json`);
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return Number.parseInt(version, 10);
    } catch {
      // It is not installed here; what is asked for tells as well.
    }
  }
  const range = places.map(({ dependencies }) => dependencies[name]).find((declared) => declared !== undefined);
  const digits = /\d+/.exec(range ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}

/** The configuration files of the runners, in the order in which they look for them. */
export async function runnerConfigs(name: RunnerName, directory: string): Promise<readonly string[]> {
  const kinds = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];
  const of = (stem: string) => kinds.map((kind) => `${stem}.config.${kind}`);
  if (name === 'vitest') return existing(directory, [...of('vitest'), ...of('vite')]);
  if (name === 'jest') return existing(directory, [...of('jest'), 'jest.config.json']);
  return [];
}
