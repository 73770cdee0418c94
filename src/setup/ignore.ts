import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SetupStep } from '../model/setup.ts';
import { exists } from './exists.ts';
import { isIgnored } from './git.ts';
import { type Project, topOf } from './project.ts';

const LINE = '.performance-cache/';

/** Keeps the baselines out of version control: a line in the nearest `.gitignore`, or a new one at the top. */
export async function ignoreStep(project: Project): Promise<SetupStep> {
  const { directory } = project.manifest;
  const top = topOf(project);
  const path = (await nearest(directory, top)) ?? join(top, '.gitignore');
  if (await isIgnored(directory, `${LINE}baselines.sqlite`)) {
    return { kind: 'leave', path, reason: `git leaves ${LINE} out already` };
  }
  const purpose = 'keeps baselines out of version control';
  if (!(await exists(path))) return { kind: 'create', path, text: `${LINE}\n`, purpose };
  const text = await readFile(path, 'utf8');
  if (text.split(/\r?\n/).includes(LINE)) return { kind: 'leave', path, reason: `${LINE} stands there already` };
  return { kind: 'append', path, text: `${text === '' || text.endsWith('\n') ? '' : '\n'}${LINE}\n`, purpose };
}

async function nearest(start: string, top: string): Promise<string | null> {
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, '.gitignore');
    if (await exists(path)) return path;
    if (directory === top || dirname(directory) === directory) return null;
  }
}
