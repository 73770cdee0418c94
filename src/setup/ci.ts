import { dirname, join, relative, sep } from 'node:path';
import type { SetupStep } from '../model/setup.ts';
import { githubWorkflow } from './ci/github.ts';
import { gitlabJob } from './ci/gitlab.ts';
import type { CiJob } from './ci/job.ts';
import { existing, exists } from './exists.ts';
import { type Project, topOf } from './project.ts';

/** The systems that there is a snippet for. */
export type CiSystem = 'github' | 'gitlab';

/** The systems that a project uses, and what they were told by. */
export async function findCi(project: Project): Promise<{ systems: readonly CiSystem[]; evidence: string }> {
  const files = await existing(topOf(project), ['.github', '.gitlab-ci.yml']);
  if (files.length > 0) {
    return { systems: files.map((file) => (file === '.github' ? 'github' : 'gitlab')), evidence: files.join(', ') };
  }
  const remote = project.repository.remote ?? '';
  const system = (['github', 'gitlab'] as const).find((name) => remote.includes(name));
  return { systems: system === undefined ? [] : [system], evidence: 'the remote origin' };
}

/** The steps that make a system run performance tests. */
export async function ciSteps(system: CiSystem, job: CiJob, project: Project): Promise<readonly SetupStep[]> {
  const top = topOf(project);
  return system === 'github' ? forGitHub(top, githubWorkflow(job)) : forGitLab(top, gitlabJob(job));
}

async function forGitHub(top: string, text: string): Promise<readonly SetupStep[]> {
  const path = join(top, '.github', 'workflows', 'performance.yml');
  return [{ kind: 'create', path, text, purpose: 'runs the performance tests on GitHub, and keeps their baselines' }];
}

// A file of their own, so that nothing is put into the one that is there; it has to be included by a person's hand.
async function forGitLab(top: string, text: string): Promise<readonly SetupStep[]> {
  const main = join(top, '.gitlab-ci.yml');
  const path = join(top, '.gitlab', 'performance.gitlab-ci.yml');
  const include = `include:\n  - local: ${relative(dirname(main), path).split(sep).join('/')}\n`;
  const purpose = 'runs the performance tests on GitLab, and keeps their baselines';
  const job: SetupStep = { kind: 'create', path, text, purpose };
  if (!(await exists(main))) {
    return [job, { kind: 'create', path: main, text: include, purpose: `includes ${relative(top, path)}` }];
  }
  return [job, { kind: 'by_hand', path: main, text: include, reason: 'it is yours, and may have an include already' }];
}
