import { UsageError } from '../errors.ts';

/** One thing that is wrong with the configuration. */
export interface ConfigProblem {
  /** `evenkeel.toml:3:1`, or `the environment`. */
  readonly where: string;
  /** The key or the variable; null where the file as a whole is meant. */
  readonly key: string | null;
  /** What is wrong and what is allowed, ending with a full stop or a question mark. */
  readonly message: string;
}

/** The error that says all of them, one a line. @param problems one at least. */
export function configurationError(problems: readonly ConfigProblem[]): UsageError {
  const lines = problems.map(({ where, message }) => `${where}: ${message}`);
  const text = lines.length === 1 ? ` ${lines[0]}` : lines.map((line) => `\n  ${line}`).join('');
  return new UsageError(`The configuration is wrong:${text}`, { data: { problems } });
}
