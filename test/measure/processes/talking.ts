import type { WorkerConversation, WorkerOutcome, WorkerPool } from '../../../src/measure/processes/worker-process.ts';

/**
 * A pool of which only the answers to requests are scripted. Where its processes measure by turns, each is warm at once,
 * takes any number of turns, and answers its request in the end; what is no measurement it answers before its first turn.
 */
export function talking(ask: WorkerPool['ask'], close: () => void = () => undefined): WorkerPool {
  return { ask, open: (signal) => conversationOf(ask, signal), close };
}

function conversationOf(ask: WorkerPool['ask'], signal?: AbortSignal): WorkerConversation {
  let result: WorkerOutcome = { kind: 'aborted' };
  return {
    pid: undefined,
    async say(message, timeLimit) {
      switch (message.kind) {
        case 'collect':
          return ask(message, timeLimit, signal);
        case 'measure': {
          result = await ask(message, timeLimit, signal);
          if (result.kind !== 'measured') return result;
          const { callsPerSample, location } = result.measurement;
          return { kind: 'warm', batch: { callsPerSample, secondsPerSample: location * callsPerSample } };
        }
        case 'no_more_turns':
          return result;
        default:
          return { kind: 'waiting' };
      }
    },
    end: async () => undefined,
  };
}
