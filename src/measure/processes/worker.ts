// The program of a worker process: answers one request of `worker-process.ts` and ends.
import { writeSync } from 'node:fs';
import { MeasurementError, UsageError } from '../../errors.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { nextTurn } from '../../real-time.ts';
import { loadSuite } from '../../suite/loading/load-suite.ts';
import { endWith } from '../../suite/loading/syntax-place.ts';
import type { DeclaredCase } from '../../suite/registry.ts';
import { measureCase, measureMetricsOfCase, smokeCase } from '../measure-case.ts';
import { measureOwnMetric, smokeOwnMetric } from '../own-metric.ts';
import type { Partner } from '../turns.ts';
import { CHANNEL } from './framing.ts';
import { codeLoadedFrom, loadedFiles } from './loaded-code.ts';
import { STARTED_BY_ANOTHER, takeOwnStart } from './own-start.ts';
import { openParentChannel } from './parent-channel.ts';
import { type PairMessage, plainError, type Told, type WorkerRequest, type WorkerResponse } from './protocol.ts';

// What this process needs of `process` is taken before the code under test is loaded, which may replace any of it.
const exit = process.exit.bind(process);

// Where the parent is gone, it is not read.
function say(words: string): void {
  try {
    writeSync(2, words);
  } catch {}
}

if (!takeOwnStart(process.argv)) {
  say(`${STARTED_BY_ANOTHER}\n`);
  exit(2);
}

/** Is given what the parent says. */
let hear: (message: WorkerRequest | PairMessage) => void = begin;

const parent = openParentChannel({
  onOpen: () => parent.send({ kind: 'ready' }),
  onMessage: (message) => hear(message),
  onClosed: () => {
    say(`The channel to evenkeel was closed: look for what closes file descriptor ${CHANNEL}.\n`);
    exit(1);
  },
});

const NEVER_SETTLES =
  'A promise that is awaited stays pending, and nothing is left running that could settle it. ' +
  'Look for a callback that is never called, or a timer or socket whose `unref()` was called, which nothing waits for.';

/** Says what this process has loaded and opened so far; null where it was not asked for. */
let tell: (() => Promise<Told>) | null = null;

async function answer(request: WorkerRequest): Promise<WorkerResponse> {
  if (request.tellsFiles) tell = await startTelling(request.kind);
  const response = await carryOut(request);
  if (request.apartFrom !== undefined) {
    const files = await codeLoadedFrom(request.apartFrom);
    if (files.length > 0) return { kind: 'not_apart', files };
  }
  return { ...response, ...(await tell?.()) };
}

async function startTelling(kind: WorkerRequest['kind']): Promise<() => Promise<Told>> {
  // It makes opening a file dearer, which a measurement would show.
  if (kind === 'measure') return async () => ({ files: await loadedFiles() });
  // Loaded here, because no process that measures needs it.
  const { watchInputs } = await import('./opened-files.ts');
  const inputs = watchInputs();
  return async () => {
    const { opened, startsOthers } = inputs();
    const files = [...new Set([...(await loadedFiles()), ...opened])];
    return startsOthers ? { files, startsOthers } : { files };
  };
}

async function carryOut(request: WorkerRequest): Promise<WorkerResponse> {
  if (request.kind === 'collect')
    return { kind: 'collected', tests: (await loadSuite(request.load)).map(declarationOf) };
  const cases = await loadSuite(request.load);
  const found = cases.find(({ name }) => name === request.testName);
  if (!found || found.mark === 'todo' || found.kind === 'command') {
    throw new UsageError(
      `${JSON.stringify(request.testName)} was declared when the file was first loaded and is not any more. ` +
        'A performance file must declare the same tests every time it loads.',
    );
  }
  if (request.kind === 'smoke') {
    const called = await (found.kind === 'metric' ? smokeOwnMetric(found) : smokeCase(found));
    await nextTurn();
    return { kind: 'ran', ...called };
  }
  const onFirstCall = (seconds: number) => parent.send({ kind: 'called', seconds });
  if (request.kind === 'own_metric') {
    const measured = await measureOwnMetric(found, request.calls, onFirstCall);
    await nextTurn();
    return { kind: 'figures', ...measured };
  }
  if (request.kind === 'metrics') {
    const measured = await measureMetricsOfCase(found, request);
    await nextTurn();
    return { kind: 'metrics', ...measured };
  }
  const partner = request.inTurns ? PARTNER : null;
  const measurement = await measureCase(found, request.side, request.options, request.place, {
    partner,
    onFirstCall,
  });
  // Promises that were rejected while nothing but the test ran are only told of in the next turn.
  await nextTurn();
  return { kind: 'measured', measurement };
}

function declarationOf(declared: DeclaredCase): TestDeclaration {
  const { kind, name, options, mark } = declared;
  const functions = kind === 'comparison' && 'sides' in declared ? Object.keys(declared.sides) : [];
  const areOrdinary = functions.every((each) => each === 'baseline' || each === 'candidate');
  const metric = 'metric' in declared ? { metric: declared.metric } : {};
  const command = 'command' in declared ? { command: declared.command } : {};
  return { kind, name, options, ...(!areOrdinary && { functions }), ...(mark && { mark }), ...metric, ...command };
}

function ask(response: WorkerResponse): Promise<PairMessage> {
  const answered = new Promise<PairMessage>((resolve) => {
    hear = (message) => {
      parent.keepAlive(false);
      resolve(message as PairMessage);
    };
  });
  // While it waits for its turn nothing else may keep the process alive.
  parent.keepAlive(true);
  parent.send(response);
  return answered;
}

/** The other side of a pair, to which this process speaks through its parent. */
const PARTNER: Partner = {
  async agree(batch) {
    const message = await ask({ kind: 'warm', batch });
    if (message.kind !== 'agreed') throw new MeasurementError(`Expected a plan of turns, not ${message.kind}.`);
    return message.plan;
  },
  nextTurn: async () => (await ask({ kind: 'waiting' })).kind === 'turn',
};

// Ends the process however much the code under test left running.
function respond(response: WorkerResponse): void {
  parent.send(response, () => exit(0));
}

function fail(thrown: unknown): void {
  // Read from here on, stack traces name lines of the TypeScript source; see `loadSuite`.
  process.setSourceMapsEnabled(true);
  const failed = { kind: 'failed', error: plainError(thrown) } as const;
  if (tell === null) respond(failed);
  else
    tell().then(
      (told) => respond({ ...failed, ...told }),
      () => respond(failed),
    );
}

function die(thrown: unknown): void {
  process.removeAllListeners('uncaughtException');
  endWith(thrown);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
function begin(message: WorkerRequest | PairMessage): void {
  hear = () => undefined;
  // From here on only the code under test keeps the process alive, so that waiting for nothing ends.
  parent.keepAlive(false);
  process.once('beforeExit', () => fail(new MeasurementError(NEVER_SETTLES)));
  const request = message as WorkerRequest;
  answer(request).then(respond, 'diesOfErrors' in request && request.diesOfErrors ? die : fail);
}
