// Opens a store, which repairs one that is damaged.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , built, directory] = process.argv;
const { openSqliteStore } = await import(pathToFileURL(join(built, 'baselines/sqlite/sqlite-store.js')));
process.stdout.write('opening\n');
await (await openSqliteStore({ directory })).close();
