// The built command, with configurations that cannot be read.
import { describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/node-versions.mjs';
import { evenkeel, performanceFile, project, ROOT, runProgram } from './command.ts';

const TEST = performanceFile("perf('a', sort);");
const BROKEN = 'export const fine = 1;\nexport const broken = ;\n';
const EXCERPT = 'export const broken = ;\n                      ^';

/** As the lines of a message after its first one are. */
const indented = (text: string) => text.replace(/^/gm, '  ');

describe('wrong syntax is told with its file, line and mark', () => {
  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['of evenkeel.config.mjs', { 'evenkeel.config.mjs': BROKEN }, 'evenkeel.config.mjs:2:23', EXCERPT],
    ['of evenkeel.config.js', { 'evenkeel.config.js': BROKEN }, 'evenkeel.config.js:2:23', EXCERPT],
    ['of evenkeel.config.ts', { 'evenkeel.config.ts': BROKEN }, 'evenkeel.config.ts:2:23', 'export const broken = ;'],
    [
      'of evenkeel.config.mts',
      { 'evenkeel.config.mts': BROKEN },
      'evenkeel.config.mts:2:23',
      'export const broken = ;',
    ],
    [
      'of a module that it imports',
      { 'evenkeel.config.mjs': "import './own/options.mjs';\nexport default {};\n", 'own/options.mjs': BROKEN },
      'own/options.mjs:2:23',
      EXCERPT,
    ],
    [
      'of JavaScript that TypeScript imports',
      {
        'evenkeel.config.ts': "import './options.js';\nexport default { defaultIterations: 7 as number };\n",
        'options.js': BROKEN,
      },
      'options.js:2:23',
      EXCERPT,
    ],
    [
      'of TypeScript that JavaScript imports',
      { 'evenkeel.config.mjs': "import './options.ts';\nexport default {};\n", 'options.ts': BROKEN },
      'options.ts:2:23',
      'export const broken = ;',
    ],
    [
      'of CommonJS that it requires',
      {
        'evenkeel.config.mjs': "import './options.cjs';\nexport default {};\n",
        'options.cjs': 'const fine = 1;\nconst broken = ;\n',
      },
      'options.cjs:2:16',
      'const broken = ;\n               ^',
    ],
    [
      'where it is imported late',
      { 'evenkeel.config.mjs': "export default await import('./options.mjs');\n", 'options.mjs': BROKEN },
      'options.mjs:2:23',
      EXCERPT,
    ],
  ])('%s', async (_, files, place, excerpt) => {
    const cwd = project({ 'a.perf.js': TEST, ...files });
    const { exitCode, out, err } = await evenkeel(['run'], { cwd });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: The configuration evenkeel\.config\.\w+ cannot be loaded: SyntaxError: /);
    expect(err).toContain(place);
    expect(err).toContain(indented(excerpt));
  });

  it.each(NODE_VERSIONS)('on Node %i as well', async (version) => {
    const cwd = project({ 'a.perf.js': TEST, 'evenkeel.config.ts': "import './options.js';\n", 'options.js': BROKEN });
    const { exitCode, err } = await runProgram(nodeBinary(version), [`${ROOT}/dist/cli/main.cjs`, 'config'], { cwd });
    expect(exitCode, err).toBe(2);
    expect(err).toContain(`options.js:2:23\n${indented(EXCERPT)}`);
  });

  it('and nothing is waited for that the module would do besides', async () => {
    const late = "setInterval(() => {}, 1000);\nexport default await import('./options.mjs');\n";
    const cwd = project({ 'a.perf.js': TEST, 'evenkeel.config.mjs': late, 'options.mjs': BROKEN });
    const { exitCode, err } = await evenkeel(['config'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('options.mjs:2:23');
  });
});
