// `npm run bench:ingest -- error-rates DIRECTORY` replays recorded histories; `-- benchstat DIRECTORY` looks after what benchstat says
// of its own files; `-- speed` reads large files; `-- fuzz` reads changed ones. See docs/ingest.md.
import { benchstat } from './ingest/benchstat.mjs';
import { errorRates } from './ingest/error-rates.mjs';
import { fuzz } from './ingest/fuzz.mjs';
import { speed } from './ingest/speed.mjs';

const [what, directory, seed] = process.argv.slice(2);
const INPUTS = 1_000_000;
if (what === 'error-rates' && directory !== undefined) errorRates(directory);
else if (what === 'benchstat' && directory !== undefined) process.exitCode = (await benchstat(directory)) ? 0 : 1;
else if (what === 'speed') await speed();
else if (what === 'fuzz') process.exitCode = (await fuzz(Number(directory ?? INPUTS), Number(seed ?? 1))) ? 0 : 1;
else {
  console.error(
    'Usage: npm run bench:ingest -- error-rates DIRECTORY | benchstat DIRECTORY | speed | fuzz [COUNT] [SEED]',
  );
  process.exitCode = 2;
}
