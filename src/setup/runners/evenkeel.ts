import type { Project } from '../project.ts';
import { performanceExample } from './example.ts';
import type { RunnerSetup } from './setup.ts';

/** What runs tests without a runner. */
export const OWN_COMMAND = 'evenkeel run';

/** `evenkeel run` needs no configuration: it finds performance files by their names. */
export async function withoutRunner(project: Project): Promise<RunnerSetup> {
  return {
    configuration: [],
    example: performanceExample(project),
    startedBy: 'packages',
    command: OWN_COMMAND,
    updateCommand: `${OWN_COMMAND} --update`,
  };
}
