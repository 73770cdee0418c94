import { searchTests } from '../framework/suite/find-tests.ts';
import { listSuite } from '../framework/suite/list-suite.ts';
import type { SuiteRunOptions } from '../framework/suite/run-suite.ts';
import { configurationWithCommands } from './configuration.ts';
import type { ListFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';

/** `evenkeel list`: returns the exit code, which is 2 where a file cannot be loaded. */
export async function list(
  globs: readonly string[],
  flags: ListFlags,
  terminal: Terminal,
  { pool }: Pick<SuiteRunOptions, 'pool'> = {},
): Promise<number> {
  const { config, configured: declared } = await configurationWithCommands(flags);
  const { json, filter = null } = flags;
  checkWritable(json);
  const { files, notices, configured } = await searchTests(globs, process.cwd(), declared);
  const report = await listSuite({ files, configured, config, filter, pool });
  warn(terminal, notices, config.logLevel);
  const [{ listJson }, { renderList }] = await Promise.all([import('../report/json.ts'), import('../report/list.ts')]);
  if (json === STANDARD_OUTPUT) terminal.out(listJson(report));
  else terminal.draw(renderList(report, terminal));
  if (json && json !== STANDARD_OUTPUT) await writeJson(json, [listJson(report)]);
  return report.summary.exitCode;
}
