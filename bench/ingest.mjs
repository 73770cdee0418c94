// `npm run bench:ingest -- error-rates DIRECTORY`: see docs/ingest.md.
import { errorRates } from './ingest/error-rates.mjs';

errorRates(process.argv.at(-1));
