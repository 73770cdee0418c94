// What a large store costs. `npm run bench:store`: ten thousand series of a thousand runs in a real Postgres server, and a SQLite
// file of a thousand series; `-- --series 1000 --runs 10,100` smaller ones, `-- --only postgres` one of them. The whole takes some
// minutes and ten gigabytes of the temporary directory.
import { parseArgs } from 'node:util';
import { postgres } from './store/postgres.mjs';
import { sqlite } from './store/sqlite.mjs';
import { conditions } from './support/conditions.mjs';

const { values: flags } = parseArgs({
  options: {
    series: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '10,100,1000' },
    only: { type: 'string', default: '' },
  },
});
const series = Number(flags.series);
const sizes = flags.runs.split(',').map(Number);
const parts = {
  postgres: () => postgres({ series, sizes }),
  sqlite: () => sqlite({ series: Math.ceil(series / 10), runs: sizes.at(-1) }),
};
if (flags.only !== '' && !(flags.only in parts)) throw new Error(`--only is one of ${Object.keys(parts).join(', ')}`);

console.log(`# A large store\n\n${conditions('npm run bench:store')}`);
for (const [name, run] of Object.entries(parts)) if (flags.only === '' || flags.only === name) await run();
