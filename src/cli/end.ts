import { wasCaught } from '../caught-errors.ts';
import { startTimer } from '../real-time.ts';
import { INTERRUPTED } from './signals.ts';

/** Ends the process of a command, with the command's exit code and no other. */
export interface CommandEnd {
  /** The command is done. */
  finish(exitCode: number): Promise<void>;
  /** It, or a module of the project in its process, threw something that nobody caught. */
  fail(error: unknown): Promise<void>;
}

// What the command itself has let go of is closed within a few turns of the event loop; milliseconds.
const GRACE = 500;
/** Wrong usage or configuration: what ends a command before its time is never a verdict. */
const TROUBLE = 2;
// Whatever may be left of the command's own, the streams that it was given.
const OWN = new Set(['TTYWrap', 'PipeWrap', 'WriteWrap', 'ShutdownWrap', 'FSReqCallback', 'FSReqPromise', 'CloseReq']);

/**
 * Watches over the end of a process that runs a command, in which the project's configuration runs as well: that may leave
 * open what would keep the process for ever (a server, an interval), end the process before the command is done, or wait for
 * what never happens. Call it before any of that is loaded, because what it needs may be replaced as well.
 */
export function commandEnd(process: NodeJS.Process): CommandEnd {
  const exit = process.exit.bind(process);
  const { stdout, stderr } = process;
  let isDone = false;
  const say = (text: string) => stderr.write(text);
  const tooEarly = (how: string) => {
    isDone = true;
    say(`error: ${how} before the command was done. Look at what the configuration and NODE_OPTIONS load.\n`);
    process.exitCode = TROUBLE;
  };
  const leave = async (exitCode: number) => {
    isDone = true;
    await Promise.all([flushed(stdout), flushed(stderr)]);
    exit(exitCode);
  };
  const fail = (error: unknown) => {
    isDone = true;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(`error: something was thrown that nobody caught:\n${text}\n`);
    return leave(TROUBLE);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', (reason) => (wasCaught(reason) ? undefined : fail(reason)));
  process.on('beforeExit', () => {
    if (!isDone) tooEarly('nothing was left that could go on');
  });
  process.on('exit', (exitCode) => {
    // A second signal ends a command at once.
    if (!isDone && exitCode !== INTERRUPTED) tooEarly(`process.exit(${exitCode}) was called`);
  });
  return {
    fail,
    async finish(exitCode) {
      isDone = true;
      process.exitCode = exitCode;
      await Promise.all([flushed(stdout), flushed(stderr)]);
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

/** Resolves when all that was written is with the reader; also where the reader has gone. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

function countedOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`)).join(', ');
}
