import { createInterface } from 'node:readline';

/** What a person answered: `interrupted` is Ctrl-C, or an input that ended. */
export type Answer = 'yes' | 'no' | 'interrupted';

/** Asks a question that is answered with yes or no; nothing but yes is yes. */
export type Ask = (question: string) => Promise<Answer>;

/** Where questions are asked. */
export interface Dialogue {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Asks on the terminal of this process. */
export function askOn({ input, output }: Dialogue): Ask {
  return (question) =>
    new Promise((resolve) => {
      const dialogue = createInterface({ input, output });
      dialogue.on('SIGINT', () => dialogue.close());
      dialogue.on('close', () => resolve('interrupted'));
      dialogue.question(`${question} [y/N] `, (answer) => {
        resolve(/^\s*y(?:es)?\s*$/i.test(answer) ? 'yes' : 'no');
        dialogue.close();
      });
    });
}
