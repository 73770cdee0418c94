import { relative } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { PairMessage, WorkerRequest } from '../../measure/processes/protocol.ts';
import type { WorkerOutcome, WorkerPool } from '../../measure/processes/worker-process.ts';
import type { BaseTree } from './base-tree.ts';

/**
 * A pool that makes sure that the base's code is what is measured on its side: an answer of a worker that loaded code of
 * the present tree is an error, and so is one that loaded a package of which the base would have had another one. None is
 * asked where the base would find what others have put there.
 * @param present the present tree's root, absolute, without symbolic links.
 * @param tree the base.
 */
export function keepApart(
  pool: WorkerPool,
  present: string,
  { lent, guard }: Pick<BaseTree, 'lent' | 'guard'>,
): WorkerPool {
  // All processes of a test load the same; finding out takes a moment, so the first one is asked.
  const watched = <Message extends WorkerRequest | PairMessage>(message: Message): Message => {
    const isFirst =
      message.kind === 'collect' ||
      message.kind === 'own_metric' ||
      (message.kind === 'measure' && message.place.round === 0);
    if (!isFirst) return message;
    return { ...message, apartFrom: present, ...(message.kind === 'measure' && lent && { tellsFiles: true }) };
  };
  const checked = async (outcome: WorkerOutcome): Promise<WorkerOutcome> => {
    if (outcome.kind === 'not_apart') throw notApart(outcome.files, present);
    if (outcome.kind === 'measured') await lent?.check([outcome]);
    return outcome;
  };
  return {
    ...pool,
    async ask(request, ...rest) {
      guard();
      return checked(await pool.ask(watched(request), ...rest));
    },
    open(...given) {
      guard();
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
