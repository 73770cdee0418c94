import { relative } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { PairMessage, WorkerRequest } from '../../measure/processes/protocol.ts';
import type { WorkerOutcome, WorkerPool } from '../../measure/processes/worker-process.ts';

/**
 * A pool that makes sure that the base's code is what is measured on its side: an answer of a worker that loaded code of
 * the present tree is an error.
 * @param present the present tree's root, absolute, without symbolic links.
 */
export function keepApart(pool: WorkerPool, present: string): WorkerPool {
  // All processes of a test load the same; finding out takes a moment, so the first one is asked.
  const watched = <Message extends WorkerRequest | PairMessage>(message: Message): Message => {
    const isFirst = message.kind === 'collect' || (message.kind === 'measure' && message.place.round === 0);
    return isFirst ? { ...message, apartFrom: present } : message;
  };
  const checked = (outcome: WorkerOutcome): WorkerOutcome => {
    if (outcome.kind === 'not_apart') throw notApart(outcome.files, present);
    return outcome;
  };
  return {
    ...pool,
    ask: async (request, ...rest) => checked(await pool.ask(watched(request), ...rest)),
    open(...given) {
      const conversation = pool.open(...given);
      return {
        ...conversation,
        say: async (message, limit) => checked(await conversation.say(watched(message), limit)),
      };
    },
  };
}

function notApart(files: readonly string[], present: string): UsageError {
  const [first = ''] = files;
  const more = files.length > 1 ? ` and ${files.length - 1} more of its files` : '';
  return new UsageError(
    `The base would run the present tree's code, and be compared with itself: it loads ${relative(present, first)}${more}. Most likely an installed package imports a package of this repository. Install the base's packages for itself: --prepare "npm ci".`,
    { data: { files } },
  );
}
