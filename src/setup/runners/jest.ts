import { join } from 'node:path';
import type { Project } from '../project.ts';
import { performanceExample } from './example.ts';
import type { RunnerSetup } from './setup.ts';

/**
 * Jest runs performance tests by a configuration of their own, which leaves the project's as it is: their runner measures
 * in fresh processes, and their names are not those that other tests have.
 */
export async function withJest(project: Project): Promise<RunnerSetup> {
  // The file is CommonJS, in which every version of Jest reads its configuration.
  const file = project.manifest.isModule ? 'jest.performance.config.cjs' : 'jest.performance.config.js';
  const command = `jest --config ${file}`;
  return {
    configuration: [
      {
        kind: 'create',
        path: join(project.manifest.directory, file),
        text: CONFIGURATION,
        purpose: 'lets Jest run performance tests',
      },
    ],
    example: performanceExample(project),
    startedBy: 'packages',
    command,
    updateCommand: `${command} -u`,
  };
}

const CONFIGURATION = `// Performance tests, which other configurations of Jest leave out by their names.
module.exports = {
  runner: 'evenkeel/jest/runner',
  testMatch: ['**/*.perf.?([mc])[jt]s'],
  reporters: ['default', 'evenkeel/jest/reporter'],
};
`;
