import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WorkerRequest } from '../../../src/measure/processes/protocol.ts';
import { startReaper } from '../../../src/measure/processes/reaper.ts';
import { createWorkerPool, type PoolOptions } from '../../../src/measure/processes/worker-process.ts';
import { programs } from './built.ts';
import { makeProject, type Project } from './project.ts';

const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
  vi.unstubAllEnvs();
});

function made(files: Readonly<Record<string, string>>): Project {
  const project = makeProject(files);
  projects.push(project);
  return project;
}

async function ask(request: WorkerRequest, options?: PoolOptions) {
  const pool = createWorkerPool(programs, options);
  try {
    return await pool.ask(request, 30);
  } finally {
    pool.close();
  }
}

function collecting(project: Project, apartFrom?: string): WorkerRequest {
  return {
    kind: 'collect',
    load: { file: project.path('t.perf.mjs'), loader: 'node', cacheDirectory: null },
    apartFrom,
  };
}

describe('the working directory of workers', () => {
  it('is the one that is given, also by the name that shells give it', async () => {
    vi.stubEnv('PWD', '/elsewhere');
    const project = made({
      't.perf.mjs': "import { perf } from 'evenkeel'; perf([process.cwd(), process.env.PWD].join(' '), () => 1);",
    });
    const outcome = await ask(collecting(project), { cwd: project.directory });
    expect(outcome).toMatchObject({ tests: [{ name: `${project.directory} ${project.directory}` }] });
  });

  it('is that of this process where none is given', async () => {
    const project = made({ 't.perf.mjs': "import { perf } from 'evenkeel'; perf(process.cwd(), () => 1);" });
    expect(await ask(collecting(project))).toMatchObject({ tests: [{ name: process.cwd() }] });
  });
});

describe('a reaper that pools share', () => {
  it('outlives them', async () => {
    const reaper = startReaper(programs.reaper);
    let stopped = 0;
    const shared = { ...reaper, stop: () => stopped++ };
    const project = made({ 't.perf.mjs': "import { perf } from 'evenkeel'; perf('t', () => 1);" });
    for (let i = 0; i < 2; i++)
      expect(await ask(collecting(project), { reaper: shared })).toMatchObject({ kind: 'collected' });
    expect(stopped).toBe(0);
    reaper.stop();
  });
});

describe('code that is to be kept apart', () => {
  const IMPORTS = "import { perf } from 'evenkeel';\nimport { work } from './work.mjs';\nperf('t', () => work);\n";
  const LATER =
    "import { perf } from 'evenkeel';\nperf('t', (work) => work, { setup: async () => (await import('./work.mjs')).work });\n";
  const measuring = (project: Project, apartFrom: string): WorkerRequest => ({
    ...collecting(project, apartFrom),
    kind: 'measure',
    testName: 't',
    side: 'candidate',
    options: { iterations: 3, warmupIterations: 0, maxDuration: 0.01 },
    place: { round: 0, position: 0 },
  });

  it('is told from what may be loaded', async () => {
    const elsewhere = made({});
    const project = made({ 't.perf.mjs': IMPORTS, 'work.mjs': 'export const work = 1;' });
    expect(await ask(collecting(project, elsewhere.directory))).toMatchObject({ kind: 'collected' });
    expect(await ask(measuring(project, elsewhere.directory))).toMatchObject({ kind: 'measured' });
  });

  it.each([
    ['a module', IMPORTS, 'export { work } from "SOURCE/inner.mjs";', 'export const work = 1;', 'inner.mjs'],
    [
      'a CommonJS module',
      IMPORTS,
      'import w from "SOURCE/inner.cjs"; export const { work } = w;',
      'exports.work = 1;',
      'inner.cjs',
    ],
  ])('is found when the file loads %s of it', async (_what, file, work, inner, name) => {
    const source = made({ [name]: inner });
    const project = made({ 't.perf.mjs': file, 'work.mjs': work.replace('SOURCE', source.directory) });
    expect(await ask(collecting(project, source.directory))).toEqual({ kind: 'not_apart', files: [source.path(name)] });
  });

  it('is found when the test loads it late', async () => {
    const source = made({ 'inner.mjs': 'export const work = 1;' });
    const project = made({ 't.perf.mjs': LATER, 'work.mjs': `export { work } from "${source.directory}/inner.mjs";` });
    expect(await ask(collecting(project, source.directory))).toMatchObject({ kind: 'collected' });
    expect(await ask(measuring(project, source.directory))).toMatchObject({ kind: 'not_apart' });
  });

  it('does not include packages that are installed there', async () => {
    const source = made({ 'node_modules/inner/index.mjs': 'export const work = 1;' });
    const project = made({
      't.perf.mjs': IMPORTS,
      'work.mjs': `export { work } from "${source.directory}/node_modules/inner/index.mjs";`,
    });
    expect(await ask(collecting(project, source.directory))).toMatchObject({ kind: 'collected' });
  });
});
