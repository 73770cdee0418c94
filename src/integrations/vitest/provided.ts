import { inject } from 'vitest';
import { UsageError } from '../../errors.ts';
import type { ProvidedSettings } from './channel.ts';

/**
 * What the plug-in told this process.
 * @param what was called, for the message.
 * @throws {UsageError} where there is no plug-in, where the file is not of its project, or where that is run in a way
 *   that would lie.
 */
export function providedSettings(what: string): ProvidedSettings {
  const provided = inject('evenkeel');
  if (!provided) {
    throw new UsageError(
      `${what} needs evenkeel's plug-in. Add it to the configuration of Vitest: import { evenkeel } from 'evenkeel/vitest/config'; export default defineConfig({ plugins: [evenkeel()] });`,
    );
  }
  const project = inject('evenkeelProject');
  if (!project) {
    throw new UsageError(
      `${what} is called in a file outside the performance project, where other tests run at the same time. Name the file ${provided.include.join(' or ')}, or give its name to the plug-in: evenkeel({ include: [...] }).`,
    );
  }
  if (project.wrongUse !== null) throw new UsageError(project.wrongUse);
  return provided;
}
