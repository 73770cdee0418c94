// The program of a worker process: answers one request of `worker-process.ts` and ends.
import { setImmediate } from 'node:timers/promises';
import { MeasurementError, UsageError } from '../../errors.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { loadSuite } from '../../suite/loading/load-suite.ts';
import type { SuiteCase } from '../../suite/registry.ts';
import { measureCase } from '../measure-case.ts';
import type { Partner } from '../turns.ts';
import { codeLoadedFrom } from './loaded-code.ts';
import { type PairMessage, plainError, type WorkerRequest, type WorkerResponse } from './protocol.ts';

const send = process.send?.bind(process);
// Servers that report to a parent process where they have one must not speak for their worker.
delete process.send;

const NEVER_SETTLES =
  'A promise that is awaited stays pending, and nothing is left running that could settle it. ' +
  'Look for a callback that is never called, or a timer or socket whose `unref()` was called, which nothing waits for.';

async function answer(request: WorkerRequest): Promise<WorkerResponse> {
  const response = await carryOut(request);
  if (request.apartFrom === undefined) return response;
  const files = await codeLoadedFrom(request.apartFrom);
  return files.length === 0 ? response : { kind: 'not_apart', files };
}

async function carryOut(request: WorkerRequest): Promise<WorkerResponse> {
  const cases = await loadSuite(request.load);
  if (request.kind === 'collect') return { kind: 'collected', tests: cases.map(declarationOf) };
  const found = cases.find(({ name }) => name === request.testName);
  if (!found) {
    throw new UsageError(
      `${JSON.stringify(request.testName)} was declared when the file was first loaded and is not any more. ` +
        'A performance file must declare the same tests every time it loads.',
    );
  }
  const partner = request.inTurns ? partnerBehind(send) : null;
  const measurement = await measureCase(found, request.side, request.options, request.place, {
    partner,
    onFirstCall: (seconds) => send?.({ kind: 'called', seconds } satisfies WorkerResponse),
  });
  // Promises that were rejected while nothing but the test ran are only told of in the next turn.
  await setImmediate();
  return { kind: 'measured', measurement };
}

function declarationOf({ kind, name, options }: SuiteCase): TestDeclaration {
  return { kind, name, options };
}

/** The other side of a pair, with whom this process speaks through its parent. */
function partnerBehind(say: typeof send): Partner {
  const ask = (response: WorkerResponse) => {
    const answered = new Promise<PairMessage>((resolve) => {
      process.once('message', (message: PairMessage) => {
        process.channel?.unref();
        resolve(message);
      });
    });
    // While it waits for its turn nothing else may keep the process alive.
    process.channel?.ref();
    say?.(response);
    return answered;
  };
  return {
    async agree(batch) {
      const message = await ask({ kind: 'warm', batch });
      if (message.kind !== 'agreed') throw new MeasurementError(`Expected a plan of turns, not ${message.kind}.`);
      return message.plan;
    },
    nextTurn: async () => (await ask({ kind: 'waiting' })).kind === 'turn',
  };
}

// Ends the process however much the code under test left running.
function respond(response: WorkerResponse): void {
  send?.(response, undefined, undefined, () => process.exit(0));
}

function fail(thrown: unknown): void {
  // Read from here on, stack traces name lines of the TypeScript source; see `loadSuite`.
  process.setSourceMapsEnabled(true);
  respond({ kind: 'failed', error: plainError(thrown) });
}

function die(thrown: unknown): void {
  process.removeAllListeners('uncaughtException');
  process.nextTick(() => {
    throw thrown;
  });
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('disconnect', () => process.exit(1));
process.once('message', (request: WorkerRequest) => {
  // From here on only the code under test keeps the process alive, so that waiting for nothing ends.
  process.channel?.unref();
  process.once('beforeExit', () => fail(new MeasurementError(NEVER_SETTLES)));
  answer(request).then(respond, request.kind === 'collect' && request.diesOfErrors ? die : fail);
});
