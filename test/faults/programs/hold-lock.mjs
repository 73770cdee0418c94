// Holds the store as a writer in the middle of a transaction does, until its input ends.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , built, database] = process.argv;
const { loadDriver } = await import(pathToFileURL(join(built, 'baselines/sqlite/driver.js')));
const { DatabaseSync } = await loadDriver();
const db = new DatabaseSync(database);
db.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.on('end', () => {
  db.exec('ROLLBACK');
  db.close();
});
process.stdin.resume();
