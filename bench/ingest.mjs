// `npm run bench:ingest -- error-rates DIRECTORY` replays recorded histories; `-- benchstat DIRECTORY` looks after what benchstat says
// of its own files; `-- speed` reads large files. See docs/ingest.md.
import { benchstat } from './ingest/benchstat.mjs';
import { errorRates } from './ingest/error-rates.mjs';
import { speed } from './ingest/speed.mjs';

const [what, directory] = process.argv.slice(2);
if (what === 'error-rates' && directory !== undefined) errorRates(directory);
else if (what === 'benchstat' && directory !== undefined) process.exitCode = (await benchstat(directory)) ? 0 : 1;
else if (what === 'speed') await speed();
else {
  console.error('Usage: npm run bench:ingest -- error-rates DIRECTORY | benchstat DIRECTORY | speed');
  process.exitCode = 2;
}
