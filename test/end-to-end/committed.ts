import { repositoryIn } from '../revisions/made-repository.ts';

// What runs and tests write, beside which the tree is as it was committed.
const WRITTEN = ['.performance-cache/', '.kept-baselines/', 'library.mjs', 'report.json', 'reports/'];

/** Commits what a project consists of: pairs of processes are made with the code of a commit. @returns its hash. */
export function committed(directory: string): string {
  const made = repositoryIn(directory);
  made.git('init', '--quiet');
  made.write({ '.gitignore': ['node_modules/', ...WRITTEN, ''].join('\n') });
  return made.commit();
}
