import { stillAwaited } from '../awaited.ts';
import { wasCaught } from '../caught-errors.ts';
import { outputTo } from '../output/output.ts';
import { MOST_OF_TEXT, shorten } from '../output/shorten.ts';
import { startTimer } from '../real-time.ts';
import { outletOf } from './outlet.ts';
import { INTERRUPTED } from './signals.ts';

/** Ends the process of a command, with the command's exit code and no other. */
export interface CommandEnd {
  /** The command is done. */
  finish(exitCode: number): Promise<void>;
  /** It, or a module of the project in its process, threw something that was not caught. */
  fail(error: unknown): Promise<void>;
}

// What the command itself has let go of is closed within a few turns of the event loop; milliseconds.
const GRACE = 500;
/** What ends a command before its time, or takes its words away, is never a verdict. */
const TROUBLE = 2;
// Whatever may be left of the command's own, the streams that it was given.
const OWN = new Set(['TTYWrap', 'PipeWrap', 'WriteWrap', 'ShutdownWrap', 'FSReqCallback', 'FSReqPromise', 'CloseReq']);

/**
 * Watches over the end of a process that runs a command, in which the project's configuration runs as well: that may leave
 * open what would keep the process forever (a server, an interval), end the process before the command is done, or wait for
 * what never happens. Until there is an outcome the exit code is 2, whatever ends the process. Call it before any of that
 * is loaded, because what it needs may be replaced as well.
 */
export function commandEnd(process: NodeJS.Process): CommandEnd {
  const exit = process.exit.bind(process);
  // What `process.exit` ends with; without it, who listens to the end after this could still choose another exit code.
  const { reallyExit } = process as NodeJS.Process & { reallyExit(code: number): never };
  const [out, err] = [outletOf(process.stdout), outletOf(process.stderr)];
  let isDone = false;
  const say = (text: string) => outputTo(err).write(shorten(text, MOST_OF_TEXT));
  const tooEarly = (how: string) => {
    isDone = true;
    say(`error: evenkeel ended before it had a result: ${how}.${awaitedInWords()} ${WHERE_TO_LOOK}\n`);
    settle(TROUBLE);
  };
  const settle = (exitCode: number) => {
    process.exitCode = exitCode;
    // After those of the project's modules, which may set another one.
    process.on('exit', () => {
      process.exitCode = exitCode;
    });
  };
  const leave = async (exitCode: number) => {
    await Promise.all([out.flushed(), err.flushed()]);
    exit(exitCode);
  };
  const fail = (error: unknown) => {
    isDone = true;
    settle(TROUBLE);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(`error: something was thrown that nobody caught:\n${text}\n`);
    return leave(TROUBLE);
  };
  const codeOfWritten = async (exitCode: number) => {
    await Promise.all([out.flushed(), err.flushed()]);
    if (out.failure) say(`error: ${unwritten('standard output', out.failure)}\n`);
    const isComplete = (out.failure ?? err.failure) === null;
    return isComplete || exitCode === INTERRUPTED ? exitCode : TROUBLE;
  };
  process.exitCode = TROUBLE;
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', (reason) => (wasCaught(reason) ? undefined : fail(reason)));
  process.on('beforeExit', () => {
    if (!isDone) tooEarly('nothing was left that could go on');
  });
  process.on('exit', (exitCode) => {
    // A second signal ends a command at once.
    if (isDone || exitCode === INTERRUPTED) return;
    tooEarly(`process.exit(${exitCode}) was called`);
    reallyExit.call(process, TROUBLE);
  });
  return {
    fail,
    async finish(outcome) {
      isDone = true;
      settle(outcome);
      const exitCode = await codeOfWritten(outcome);
      if (exitCode !== outcome) settle(exitCode);
      // Where nothing is open the process ends before that.
      startTimer(() => {
        const open = process.getActiveResourcesInfo().filter((name) => !OWN.has(name));
        if (open.length > 0) {
          say(
            `warning: left open when the command was done, and closed: ${countedOf(open)}. Look at what the configuration and NODE_OPTIONS load.\n`,
          );
        }
        void leave(exitCode);
      }, GRACE).unref();
    },
  };
}

const WHERE_TO_LOOK = 'This is not a verdict. Look at what the configuration and NODE_OPTIONS load.';

function awaitedInWords(): string {
  const awaited = stillAwaited();
  return awaited.length === 0 ? '' : ` It was still waiting for ${awaited.join(', and for ')}.`;
}

function unwritten(stream: string, { message }: Error): string {
  return `${stream} could not be written, so the result is not complete there: ${message}. Free some space, or write elsewhere.`;
}

function countedOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`)).join(', ');
}
