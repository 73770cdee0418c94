import type { Project } from '../project.ts';
import { DIRECTORY, performanceExample } from './example.ts';
import type { RunnerSetup } from './setup.ts';

// The shell fills in the files, because Node itself does so only from version 21 on.
const COMMAND = `node --import evenkeel/node-test/register --test --test-concurrency=1 --test-reporter=evenkeel/node-test/reporter ${DIRECTORY}/*.perf.*`;

/** Node's own runner has no configuration: everything it needs is in the command. */
export async function withNodeTest(project: Project): Promise<RunnerSetup> {
  return {
    configuration: [],
    example: performanceExample(project),
    startedBy: 'node',
    command: COMMAND,
    updateCommand: `EVENKEEL_UPDATE=1 ${COMMAND}`,
  };
}
