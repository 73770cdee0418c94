import { join, relative, sep } from 'node:path';
import type { SetupStep } from '../../model/setup.ts';
import { byHand, existing, exists } from '../existing-files.ts';
import { type Project, topOf } from '../project.ts';
import { githubWorkflow } from './github.ts';
import { gitlabJob } from './gitlab.ts';
import type { CiJob } from './job.ts';

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
  return system === 'github' ? forGitHub(top, job) : forGitLab(top, job);
}

async function forGitHub(top: string, job: CiJob): Promise<readonly SetupStep[]> {
  const path = join(top, '.github', 'workflows', `${job.name}.yml`);
  const text = githubWorkflow(job);
  return [{ kind: 'create', path, text, purpose: 'runs the performance tests on GitHub, and keeps their baselines' }];
}

// A file of their own, so that nothing is put into the one that is there; it has to be included by a person's hand.
async function forGitLab(top: string, job: CiJob): Promise<readonly SetupStep[]> {
  const main = join(top, '.gitlab-ci.yml');
  const path = join(top, '.gitlab', `${job.name}.gitlab-ci.yml`);
  const relativeToMain = relative(top, path).split(sep).join('/');
  const include = `include:\n  - local: ${relativeToMain}\n`;
  const purpose = 'runs the performance tests on GitLab, and keeps their baselines';
  const own: SetupStep = { kind: 'create', path, text: gitlabJob(job), purpose };
  if (!(await exists(main))) {
    return [own, { kind: 'create', path: main, text: include, purpose: `includes ${relativeToMain}` }];
  }
  const reason = 'it is yours, and may have an include already';
  return [own, await byHand({ path: main, text: include, reason }, relativeToMain)];
}
