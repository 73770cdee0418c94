import { join } from 'node:path';
import type { SetupStep } from '../../model/setup.ts';
import { byHand } from '../existing-files.ts';
import type { Project } from '../project.ts';
import { type Runner, runnerConfigs } from '../runner.ts';
import { performanceExample } from './example.ts';
import type { RunnerSetup } from './setup.ts';

const MODULE = 'evenkeel/vitest/config';
const COMMAND = 'vitest run --project performance';

/** Vitest gets a plug-in, which adds a project for performance tests: in a configuration that is there, by hand. */
export async function withVitest(project: Project, { name }: Runner): Promise<RunnerSetup> {
  const { directory } = project.manifest;
  const [file] = await runnerConfigs(name, directory);
  return {
    configuration: [file === undefined ? newConfiguration(project) : await inConfiguration(join(directory, file))],
    example: performanceExample(project),
    startedBy: 'packages',
    command: COMMAND,
    updateCommand: `${COMMAND} -u`,
  };
}

function newConfiguration({ manifest, usesTypeScript }: Project): SetupStep {
  return {
    kind: 'create',
    // The ending says that it is an ES module, whatever the package is.
    path: join(manifest.directory, `vitest.config.${usesTypeScript ? 'mts' : 'mjs'}`),
    text: `import { evenkeel } from '${MODULE}';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Adds a project called "performance", for *.perf.ts and its like; other tests stay as they are.
  plugins: [evenkeel()],
});
`,
    purpose: 'adds a project for performance tests',
  };
}

function inConfiguration(path: string): Promise<SetupStep> {
  const text = `import { evenkeel } from '${MODULE}';

  plugins: [evenkeel()], // in defineConfig({ … }), beside the plug-ins that are there
`;
  return byHand({ path, text, reason: 'it is a program of yours' }, MODULE);
}
