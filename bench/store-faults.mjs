// What a store in Postgres does when things go wrong, in numbers that no test run has time for: `npm run bench:store-faults`, or
// `-- kills`, `-- lines`, `-- migrations` alone. Exit code 1 where something did not hold.
import { parseArgs } from 'node:util';
import { kills } from './store-faults/kills.mjs';
import { lines } from './store-faults/lines.mjs';
import { migrations } from './store-faults/migrations.mjs';
import { conditions } from './support/conditions.mjs';
import { anInstallation, RealServer } from './support/real-server.mjs';

const { values: flags, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    processes: { type: 'string', default: '64' },
    appends: { type: 'string', default: '500' },
    places: { type: 'string', default: '200' },
    times: { type: 'string', default: '50' },
  },
  allowPositionals: true,
});
const numbers = Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, Number(value)]));
const parts = { kills, lines, migrations };
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);

console.log(`# Faults of a store in Postgres\n\n${conditions('npm run bench:store-faults')}\n- seed: ${flags.seed}`);
let failed = 0;
for (const [name, run] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const server = await RealServer.start(anInstallation());
  try {
    const { title, said, failures } = await run(server, numbers);
    console.log(`\n## ${title}\n\n${said}`);
    for (const failure of failures) console.log(`- FAILED: ${failure}`);
    failed += failures.length;
  } finally {
    await server.stop();
  }
}
process.exitCode = failed === 0 ? 0 : 1;
