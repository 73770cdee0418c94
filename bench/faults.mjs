// What evenkeel does when things go wrong, in numbers that no test run has time for. Each part is a module of `faults/`:
// `npm run bench:faults` runs all of them, `npm run bench:faults -- kills --kills 40` one. Exit code 1 where something did
// not hold.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { conditions } from './support/conditions.mjs';

const DIRECTORY = join(import.meta.dirname, 'faults');
const names = readdirSync(DIRECTORY)
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => name.replace('.mjs', ''))
  .sort();
/**
 * Every part: `about`, what it does in a few words; `options`, those of the command line that it takes, for `parseArgs`; and
 * `run`, which is given them and the seed, prints its tables, and answers the sentences of what did not hold.
 */
const parts = new Map();
for (const name of names) parts.set(name, await import(`./faults/${name}.mjs`));

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    ...Object.assign({}, ...[...parts.values()].map(({ options }) => options)),
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !parts.has(name));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are ${names.join(', ')}.`);

console.log(`# Faults\n\n${conditions('npm run bench:faults')}\n- seed: ${values.seed}\n`);
let failed = 0;
for (const [name, { about, run }] of parts) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`## ${name}: ${about}\n`);
  const failures = await run({ ...values, seed: Number(values.seed) });
  failed += failures.length;
  for (const failure of failures) console.log(`- FAILED: ${failure}`);
  console.log('');
}
process.exitCode = failed === 0 ? 0 : 1;
