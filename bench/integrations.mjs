// What the plug-ins for test runners cost a suite without performance tests: the same suite with and without, in turn.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { conditions } from './support/conditions.mjs';
import { table } from './support/table.mjs';

const ROOT = join(import.meta.dirname, '..');
const FILES = 30;
const CONFIGS = {
  without: 'export default {};',
  with: "import { evenkeel } from 'evenkeel/vitest/config'; export default { plugins: [evenkeel()] };",
};
// A small unit test: a module of its own, and some milliseconds of work in each of three tests.
const MODULE = 'export const sum = (n) => { let s = 0; for (let i = 0; i < n; i++) s += Math.sqrt(i); return s; };';
const TEST = `import { expect, test } from 'vitest'; import { sum } from './sum.js';
for (const n of [1, 2, 3]) test('sums ' + n, () => expect(sum(n * 2e6)).toBeGreaterThan(0));`;

const { values: flags } = parseArgs({ options: { pairs: { type: 'string', default: '20' } } });
const pairs = Number(flags.pairs);
const directory = makeProject();
try {
  const ratios = [];
  const times = { with: [], without: [] };
  run('with');
  run('without');
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? ['with', 'without'] : ['without', 'with'];
    const took = Object.fromEntries(order.map((name) => [name, run(name)]));
    for (const name of order) times[name].push(took[name]);
    ratios.push(took.with / took.without - 1);
  }
  console.log(
    `# Integrations\n\n${conditions('npm run bench:integrations')}\n- ${pairs} pairs of runs, medians of their ratios`,
  );
  const row = (what, values) => [
    what,
    percent(median(values)),
    spread(values),
    '2 %',
    median(values) < 0.02 ? 'yes' : 'no',
  ];
  console.log(
    `\nVitest, ${FILES} files with 3 tests each, ${seconds(times.without)} without and ${seconds(times.with)} with the plug-in\n`,
  );
  console.log(table(['plug-in', 'overhead', 'middle half of the pairs', 'limit', 'within'], [row('Vitest', ratios)]));
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function run(name) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(directory, 'node_modules/vitest/vitest.mjs'), 'run', '--config', `${name}.config.js`],
    { cwd: directory, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Vitest failed: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function makeProject() {
  const made = mkdtempSync(join(tmpdir(), 'evenkeel-integrations-'));
  const modules = join(made, 'node_modules');
  mkdirSync(join(modules, 'evenkeel'), { recursive: true });
  for (const part of ['dist', 'package.json'])
    cpSync(join(ROOT, part), join(modules, 'evenkeel', part), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const name of ['vitest', ...Object.keys(dependencies)]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  }
  writeFileSync(join(made, 'package.json'), '{ "type": "module" }');
  for (const [name, text] of Object.entries(CONFIGS)) writeFileSync(join(made, `${name}.config.js`), text);
  mkdirSync(join(made, 'src'));
  writeFileSync(join(made, 'src/sum.js'), MODULE);
  for (let i = 0; i < FILES; i++) writeFileSync(join(made, 'src', `${i}.test.js`), TEST);
  return made;
}

function quantile(values, p) {
  return values.toSorted((a, b) => a - b)[Math.round(p * (values.length - 1))];
}

function median(values) {
  return quantile(values, 0.5);
}

function percent(ratio) {
  return `${ratio < 0 ? '−' : '+'}${Math.abs(100 * ratio).toFixed(2)} %`;
}

function spread(values) {
  return `${percent(quantile(values, 0.25))} to ${percent(quantile(values, 0.75))}`;
}

function seconds(values) {
  return `${median(values).toFixed(2)} s`;
}
