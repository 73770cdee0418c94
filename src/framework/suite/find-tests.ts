import { resolve } from 'node:path';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { CommandDeclaration } from '../../suite/commands/command-tests.ts';
import { type FoundFiles, searchFiles } from './find-files.ts';

/** The configuration, with the commands that it declares as tests. */
export interface Configured {
  /** Relative to the working directory; null for none. */
  readonly file: string | null;
  readonly commands: readonly CommandDeclaration[];
}

/** What a search for tests came to. */
export interface FoundTests extends FoundFiles {
  /** The configuration as a file that declares tests; empty where it declares none, or others are asked for. */
  readonly configured: readonly CollectedFile[];
}

/**
 * Finds performance files, as {@link searchFiles} does, and the commands of the configuration: where no files are named, or it
 * is one of those that are. With commands there need not be any performance file.
 * @throws {UsageError} where a pattern matches nothing that can be measured, or there is nothing at all.
 */
export async function searchTests(
  patterns: readonly string[],
  directory: string,
  { file, commands }: Configured,
): Promise<FoundTests> {
  if (file === null || commands.length === 0) return { ...(await searchFiles(patterns, directory)), configured: [] };
  const path = resolve(file);
  const configured = [{ file: { path, name: file }, load: neverLoaded(path), tests: commands }];
  if (patterns.length === 0) {
    return { ...(await searchFiles(patterns, directory, { mayBeNone: true })), configured };
  }
  const others = patterns.filter((pattern) => resolve(directory, pattern) !== path);
  if (others.length === patterns.length) return { ...(await searchFiles(patterns, directory)), configured: [] };
  const found = others.length === 0 ? { files: [], notices: [] } : await searchFiles(others, directory);
  return { ...found, configured };
}

// No process loads what it declares: evenkeel itself runs commands.
const neverLoaded = (file: string) => ({ file, loader: 'node', cacheDirectory: null }) as const;
