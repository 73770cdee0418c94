import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SetupStep } from '../model/setup.ts';
import { exists } from './existing-files.ts';
import { type Project, topOf } from './project.ts';
import { isIgnoredInProject } from './project-repository.ts';

/** Keeps the baselines out of version control: a line in the nearest `.gitignore`, or a new one at the top. */
export async function ignoreStep(project: Project): Promise<SetupStep> {
  const { cacheDirectory, manifest } = project;
  const { directory } = manifest;
  const line = `${basename(cacheDirectory)}/`;
  const top = topOf(project);
  const path = (await nearest(directory, top)) ?? join(top, '.gitignore');
  if (await isIgnoredInProject(directory, join(cacheDirectory, 'baselines.sqlite'))) {
    return { kind: 'leave', path, reason: `git leaves ${line} out already` };
  }
  const purpose = 'keeps baselines out of version control';
  if (!(await exists(path))) return { kind: 'create', path, text: `${line}\n`, purpose };
  const text = await readFile(path, 'utf8');
  if (text.split(/\r?\n/).includes(line)) return { kind: 'leave', path, reason: `${line} stands there already` };
  return { kind: 'append', path, text: `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`, purpose };
}

async function nearest(start: string, top: string): Promise<string | null> {
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, '.gitignore');
    if (await exists(path)) return path;
    if (directory === top || dirname(directory) === directory) return null;
  }
}
