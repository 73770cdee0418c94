import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { startTimer, stopTimer } from '../../real-time.ts';
import { now } from '../clock.ts';
import { checkAnswer } from './answers.ts';
import { CHANNEL, channelOf, type Frame, FrameReader, frameOf, SECRET_BYTES } from './framing.ts';
import type { PairMessage, PlainError, Told, WorkerRequest, WorkerResponse } from './protocol.ts';
import { killWorker, type Reaper } from './reaper.ts';

/** How a worker answered, or ended. */
export type WorkerOutcome =
  | Exclude<WorkerResponse, { kind: 'failed' | 'ready' | 'called' }>
  | ({ readonly kind: 'failed'; readonly error: PlainError; readonly output: string } & Told)
  | ({
      readonly kind: 'timed_out';
      readonly timeLimit: number;
      /** Seconds of the first call of the function; null where it had not ended. */
      readonly firstCall: number | null;
    } & Ending)
  | {
      /** It said something that does not hold, or that evenkeel did not say. */
      readonly kind: 'invalid';
      /** As a sentence without its full stop. */
      readonly problem: string;
      /** What it had replaced of JavaScript's own functions. */
      readonly replaced: readonly string[];
      readonly output: string;
    }
  | ({ readonly kind: 'died'; readonly exitCode: number | null; readonly signal: string | null } & Ending)
  | { readonly kind: 'aborted' };

interface Ending {
  readonly output: string;
  /** Where the process had not come as far as to hear what it is asked: what Node loads before it did not end, or ended it. */
  readonly isUnready?: true;
}

/** A worker process that is spoken to. */
export interface WorkerConversation {
  /** The process's number; undefined where it could not be started. */
  readonly pid: number | undefined;
  /**
   * Says something and answers the next word of the worker. Once it has given its result, or ended without one, that is
   * the answer to everything; it is given when the process is gone.
   * @param timeLimit seconds after which the process is killed.
   */
  say(message: WorkerRequest | PairMessage, timeLimit: number): Promise<WorkerOutcome>;
  /** Kills the process where it still runs, and waits until it is gone. */
  end(): Promise<void>;
}

// What the code under test prints is kept for its error message only.
const KEPT_OUTPUT = 4000;
// What a worker leaves behind in a group of its own may hold its output open forever; milliseconds to wait for it.
const OUTPUT_GRACE = 500;
// A worker ends itself once it has answered, unless what the code under test left behind keeps it from that; milliseconds.
const END_GRACE = 2000;
const LONGEST_TIMER = 2 ** 31 - 1;
const HUNG_UP = new Error(
  `The process closed its channel to evenkeel: look for what closes file descriptor ${CHANNEL}.`,
);
const NOT_OURS = 'it is not by evenkeel: it lacks the secret that its own answers begin with';

/** What a conversation goes by. */
export interface ConversationOptions {
  readonly signal: AbortSignal | undefined;
  readonly reaper: Reaper;
}

/** Speaks to an unused worker. */
export function converse(child: ChildProcess, { signal, reaper }: ConversationOptions): WorkerConversation {
  const { pid } = child;
  const channel = channelOf(child);
  const secret = randomBytes(SECRET_BYTES);
  const output = keepOutput(child);
  let decided: WorkerOutcome | null = null;
  let tell: ((outcome: WorkerOutcome) => void) | null = null;
  let firstCall: number | null = null;
  let isGone = false;
  let isReady = false;
  let asked: { readonly request: WorkerRequest; readonly at: number } | null = null;
  let greet: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    greet = resolve;
  });
  const ending = (): Ending => ({ output: output(), ...(!isReady && { isUnready: true }) });
  // Once it is gone, its number may be another process's.
  const kill = () => !isGone && pid && killWorker(pid);
  const decide = (outcome: WorkerOutcome) => {
    decided ??= outcome;
    kill();
  };
  const abort = () => decide({ kind: 'aborted' });
  signal?.addEventListener('abort', abort, { once: true });
  if (pid) reaper.watch(pid);
  const gone = new Promise<WorkerOutcome>((resolve) => {
    const finish = (ended: WorkerOutcome) => {
      isGone = true;
      signal?.removeEventListener('abort', abort);
      if (pid) reaper.release(pid);
      resolve(decided ?? ended);
    };
    const hear = (response: WorkerResponse) => {
      switch (response.kind) {
        case 'ready':
          isReady = true;
          return greet();
        case 'called':
          firstCall = response.seconds;
          return;
        case 'warm':
        case 'waiting':
          return tell?.(response);
        default:
          decided ??= response.kind === 'failed' ? { ...response, output: output() } : response;
          startTimer(kill, END_GRACE).unref();
      }
    };
    const reader = new FrameReader(SECRET_BYTES);
    channel?.on('data', (chunk: Buffer) => {
      for (const frame of reader.take(chunk)) {
        // What comes after a result is nothing to anybody.
        if (decided === null) look(frame);
      }
    });
    const look = (frame: Frame) => {
      const elapsed = asked === null ? 0 : now() - asked.at;
      if (frame.kind === 'junk') return refuse(frame.why, []);
      if (!secret.equals(frame.prefix)) return refuse(NOT_OURS, []);
      const answer = checkAnswer(frame.message, { request: asked?.request ?? null, elapsed });
      if (answer.kind === 'holds') hear(answer.response);
      else refuse(answer.problem, answer.replaced);
    };
    const refuse = (problem: string, replaced: readonly string[]) =>
      decide({ kind: 'invalid', problem, replaced, output: output() });
    // It cannot answer any more; a worker that is sound ends by itself.
    channel?.on('close', () =>
      startTimer(() => decide({ ...ending(), ...diedOf(HUNG_UP, output()) }), END_GRACE).unref(),
    );
    child.on('error', (error) => {
      decide(diedOf(error, output()));
      // A process that never started may not be said to have closed.
      if (!pid) finish(diedOf(error, output()));
    });
    child.on('exit', () => {
      // What the code under test started is in the worker's group, and would keep its output open.
      kill();
      startTimer(() => closeOutput(child), OUTPUT_GRACE).unref();
    });
    child.on('close', (exitCode, killedBy) => finish({ kind: 'died', exitCode, signal: killedBy, ...ending() }));
  });
  channel?.write(secret);
  return {
    pid,
    async say(message, timeLimit) {
      const timeOut = () => decide({ kind: 'timed_out', timeLimit, firstCall, ...ending() });
      const timer = startTimer(timeOut, Math.min(timeLimit * 1000, LONGEST_TIMER));
      const word = new Promise<WorkerOutcome>((resolve) => {
        tell = resolve;
      });
      try {
        await Promise.race([ready, gone]);
        if (isGone) return await gone;
        if (!isPairMessage(message)) asked = { request: message, at: now() };
        channel?.write(frameOf(message), (error) => {
          if (error) decide(diedOf(error, output()));
        });
        return await Promise.race([word, gone]);
      } finally {
        stopTimer(timer);
      }
    },
    async end() {
      kill();
      await gone;
    },
  };
}

function isPairMessage(message: WorkerRequest | PairMessage): message is PairMessage {
  const { kind } = message;
  return kind === 'agreed' || kind === 'turn' || kind === 'no_more_turns';
}

function diedOf(error: Error, output: string): Extract<WorkerOutcome, { kind: 'died' }> {
  return { kind: 'died', exitCode: null, signal: null, output: `${output}\n${error.message}`.trim() };
}

function closeOutput(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  channelOf(child)?.destroy();
}

function keepOutput(child: ChildProcess): () => string {
  let kept = '';
  const keep = (chunk: string) => {
    kept = (kept + chunk).slice(-KEPT_OUTPUT);
  };
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  return () => kept.trim();
}
