import { join } from 'node:path';
import type { Project } from '../project.ts';
import type { RunnerSetup } from './setup.ts';

/** Where the first performance test is put, beside others or none. */
export const DIRECTORY = 'performance';

/** A first performance test. It is the same whatever runs it: each runner takes the files of `evenkeel run` as they are. */
export function performanceExample(project: Project): RunnerSetup['example'] {
  return {
    path: join(project.manifest.directory, DIRECTORY, `example.perf.${extensionFor(project)}`),
    text: performanceFile(project),
  };
}

/** Of an ES module, whatever the package's other files are: `.mjs` and `.mts` in packages of CommonJS. */
function extensionFor({ usesTypeScript, manifest }: Project): 'ts' | 'mts' | 'js' | 'mjs' {
  if (usesTypeScript) return manifest.isModule ? 'ts' : 'mts';
  return manifest.isModule ? 'js' : 'mjs';
}

/** A performance file of this package's own kind. It measures something real, so that the first run shows something. */
function performanceFile({ usesTypeScript }: Project): string {
  const parameter = usesTypeScript ? 'text: string' : 'text';
  return `import { perf } from 'evenkeel';

// Import your own code and measure that instead: one call of the function is one iteration, a promise is awaited.
perf('parses a thousand records', (${parameter}) => JSON.parse(text), {
  // Untimed, once per process; what it returns is what the function is given.
  setup: () => JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id, name: \`record \${id}\` }))),
});
`;
}
