import { repositoryIn } from '../revisions/made-repository.ts';

/** Commits what a project consists of: pairs of processes are made with the code of a commit. @returns its hash. */
export function committed(directory: string): string {
  const made = repositoryIn(directory);
  made.git('init', '--quiet');
  made.write({ '.gitignore': 'node_modules/\n.performance-cache/\n.kept-baselines/\nreport.json\nreports/\n' });
  return made.commit();
}
