import type { FailedTest } from '../../model/result.ts';
import { adviceOnLoading, adviceOnOutput } from '../../suite/loading/loading-advice.ts';
import { CHANNEL } from './framing.ts';
import type { WorkerOutcome } from './worker-process.ts';

/** Puts the end of a worker that gave no result into words. `testName` is null while a file is only being loaded. */
export function failureOf(
  outcome: WorkerOutcome,
  file: string,
  testName: string | null,
  round: number | null = null,
): FailedTest {
  const at = { testName, file };
  const what = testName === null ? 'Loading the file' : 'The test';
  if ('isUnready' in outcome) {
    const reason = outcome.kind === 'timed_out' ? 'timed_out' : 'process_died';
    return { ...at, reason, message: unready(outcome, what), stack: null };
  }
  switch (outcome.kind) {
    case 'failed':
      return { ...at, ...thrown(outcome, testName === null) };
    case 'timed_out':
      return {
        ...at,
        reason: 'timed_out',
        message: withOutput(
          `${what} was killed at its time limit of ${outcome.timeLimit} s. ${testName === null ? SLOW_LOADING : slownessOf(outcome)}`,
          outcome.output,
        ),
        stack: null,
      };
    case 'died':
      return {
        ...at,
        reason: 'process_died',
        message: withOutput(`${what} ended its process ${how(outcome)}.`, outcome.output),
        stack: null,
      };
    case 'invalid':
      return {
        ...at,
        reason: 'invalid_answer',
        message: withOutput(invalid(outcome, what), outcome.output),
        stack: null,
      };
    case 'aborted': {
      const progress = round ? ` after ${round} of its processes` : '';
      return {
        ...at,
        reason: 'interrupted',
        message: `Interrupted${progress}; nothing was recorded for it.`,
        stack: null,
      };
    }
    default:
      return { ...at, reason: 'process_died', message: `${what} sent an answer that was not asked for.`, stack: null };
  }
}

function thrown({ error, output }: Extract<WorkerOutcome, { kind: 'failed' }>, isLoading: boolean) {
  const { name, message, stack, code } = error;
  const reason = isLoading ? ('invalid_file' as const) : ('threw' as const);
  if (code === 'USAGE') return { reason, message: withOutput(message, output), stack: null };
  // What fails while a file loads is explained where more is known of it.
  const advice = isLoading || code === null ? null : adviceOnLoading({ name, message, code });
  const text = [`${name}: ${message}`, ...(advice === null ? [] : [advice])].join('\n');
  return { reason, message: withOutput(text, output), stack };
}

const SLOW_LOADING =
  'Loading it only has to declare the tests: do what takes long in `setup` or `beforeAll`, which have the time limit of the test.';

// One call to see how the function is called, one to warm up, five samples: a process makes no fewer.
const LEAST_CALLS = 7;
// Other programs slow calls down, and a process has to be started.
const MARGIN = 1.5;

function slownessOf({ timeLimit, firstCall }: Extract<WorkerOutcome, { kind: 'timed_out' }>): string {
  if (firstCall === null) {
    return (
      'Neither its set-up nor a first call had ended by then: look for what never ends. If it only needs longer, raise ' +
      `\`timeLimit\`, to ${LEAST_CALLS} times what a call takes at least; or measure a smaller piece of work.`
    );
  }
  const took = `Its first call took ${rounded(firstCall)} s`;
  const needed = Math.ceil(LEAST_CALLS * firstCall * MARGIN);
  if (needed > timeLimit) {
    return (
      `${took}, and a process makes ${LEAST_CALLS} calls at least, whatever \`iterations\` and \`maxDuration\` say: set ` +
      `\`timeLimit\` to ${needed} or more, or measure a smaller piece of work.`
    );
  }
  return `${took}. If later ones need longer, raise \`timeLimit\`; if it only takes many samples, lower \`iterations\` or \`maxDuration\`.`;
}

function rounded(seconds: number): string {
  return String(Number(seconds.toPrecision(2)));
}

function how({ exitCode, signal }: { exitCode: number | null; signal: string | null }): string {
  if (signal === 'SIGABRT') return 'by SIGABRT: it ran out of memory, or native code failed';
  if (signal === 'SIGKILL')
    return 'by SIGKILL: something killed it; systems do that to processes that use too much memory';
  if (signal) return `by ${signal}`;
  if (exitCode === null) return 'before it started';
  return `with exit code ${exitCode} before it gave a result`;
}

function invalid({ problem, replaced }: Extract<WorkerOutcome, { kind: 'invalid' }>, what: string): string {
  const culprit =
    replaced.length > 0
      ? `The process had replaced some of JavaScript's own functions (${replaced.join(', ')}), which evenkeel calculates with: put them back after use.`
      : `Look for what writes to file descriptor ${CHANNEL} or closes it, or changes what evenkeel's modules export.`;
  return `${what} was answered for with something that does not hold: ${problem}. Nothing of it was believed. ${culprit}`;
}

// What NODE_OPTIONS makes Node load first has the process to itself, and may keep it, end it, or close its channel.
function unready(outcome: Extract<WorkerOutcome, { isUnready?: true }>, what: string): string {
  const end =
    outcome.kind === 'timed_out'
      ? `was killed at its time limit of ${outcome.timeLimit} s`
      : outcome.exitCode === null && outcome.signal === null
        ? 'was left without an answer'
        : `ended its process ${how(outcome)}`;
  const options = process.env.NODE_OPTIONS;
  const preload = options
    ? ` Look at what NODE_OPTIONS has it load: ${options}. It must come to its end, and leave the process and its channel (file descriptor ${CHANNEL}) open.`
    : '';
  return withOutput(`${what} ${end}; evenkeel's own program had not been loaded there yet.${preload}`, outcome.output);
}

function withOutput(message: string, output: string): string {
  if (output === '') return message;
  const advice = adviceOnOutput(output);
  return `${message}\nIt had printed:\n${output}${advice === null ? '' : `\n${advice}`}`;
}
