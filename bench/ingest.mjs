// `npm run bench:ingest -- error-rates DIRECTORY` replays recorded histories; `-- speed` reads large files. See docs/ingest.md.
import { errorRates } from './ingest/error-rates.mjs';
import { speed } from './ingest/speed.mjs';

const [what, directory] = process.argv.slice(2);
if (what === 'error-rates' && directory !== undefined) errorRates(directory);
else if (what === 'speed') await speed();
else {
  console.error('Usage: npm run bench:ingest -- error-rates DIRECTORY | speed');
  process.exitCode = 2;
}
