// The program of a worker process: answers one request of `worker-process.ts` and ends.
import { UsageError } from '../../errors.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { loadSuite } from '../../suite/loading/load-suite.ts';
import type { SuiteCase } from '../../suite/registry.ts';
import { measureCase } from '../measure-case.ts';
import { plainError, type WorkerRequest, type WorkerResponse } from './protocol.ts';

async function answer(request: WorkerRequest): Promise<WorkerResponse> {
  const cases = await loadSuite(request.load);
  if (request.kind === 'collect') return { kind: 'collected', tests: cases.map(declarationOf) };
  const found = cases.find(({ name }) => name === request.testName);
  if (!found) {
    throw new UsageError(
      `${JSON.stringify(request.testName)} was declared when the file was first loaded and is not any more. ` +
        'A performance file must declare the same tests every time it loads.',
    );
  }
  const measurement = await measureCase(found, request.side, request.options, request.place);
  return { kind: 'measured', measurement };
}

function declarationOf({ kind, name, options }: SuiteCase): TestDeclaration {
  return { kind, name, options };
}

// Ends the process however much the code under test left running.
function respond(response: WorkerResponse): void {
  process.send?.(response, undefined, undefined, () => process.exit(0));
}

process.on('uncaughtException', (error) => respond({ kind: 'failed', error: plainError(error) }));
process.on('unhandledRejection', (reason) => respond({ kind: 'failed', error: plainError(reason) }));
process.on('disconnect', () => process.exit(1));
process.once('message', (request: WorkerRequest) => {
  answer(request).then(respond, (error: unknown) => respond({ kind: 'failed', error: plainError(error) }));
});
