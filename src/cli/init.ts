import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import { UsageError } from '../errors.ts';
import type { SetupPlan } from '../model/setup.ts';
import { renderSetupPlan, renderSetupRest } from '../report/setup.ts';
import { neutralizeName } from '../report/text/neutralize.ts';
import { applySetup } from '../setup/apply.ts';
import { planSetup, type SetupWishes } from '../setup/plan-setup.ts';
import { INTERRUPTED } from './signals.ts';
import type { Terminal } from './terminal.ts';

/** The options of `evenkeel init`, as Commander gives them. */
export interface InitFlags extends SetupWishes {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/**
 * `evenkeel init`: returns the exit code, which is 0 also where a person says no.
 * @param ask asks the user; null where there is no terminal.
 */
export async function init(
  flags: InitFlags,
  terminal: Terminal,
  directory: string = process.cwd(),
  ask: Ask | null = askSomebody(),
): Promise<number> {
  const plan = await planSetup(directory, flags);
  const options = { ...terminal, directory, contents: !flags.yes };
  terminal.draw(`${renderSetupPlan(plan, options)}\n`);
  const rest = () => terminal.draw(renderSetupRest(plan, options));
  if (!plan.steps.some(isWriting)) {
    terminal.out('There is nothing to write.\n\n');
    rest();
    return 0;
  }
  if (flags.dryRun) {
    rest();
    terminal.out('\nNothing was written, because of --dry-run.\n');
    return 0;
  }
  const answer = flags.yes ? 'yes' : await permission(ask);
  if (answer !== 'yes') {
    terminal.out('Nothing was written.\n');
    return answer === 'no' ? 0 : INTERRUPTED;
  }
  const written = await applySetup(plan);
  terminal.out(`Written: ${written.map((path) => neutralizeName(relative(directory, path))).join(', ')}.\n\n`);
  rest();
  return 0;
}

function permission(ask: Ask | null) {
  if (ask !== null) return ask('Write this?');
  throw new UsageError(
    'Nothing was written: there is no terminal to ask on. --yes writes without asking, --dry-run only shows.',
  );
}

function isWriting({ kind }: SetupPlan['steps'][number]): boolean {
  return kind === 'create' || kind === 'append';
}

function askSomebody(): Ask | null {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY ? askOn({ input: stdin, output: stderr }) : null;
}

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
