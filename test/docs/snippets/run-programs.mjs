// Runs programs one after the other, each in its own directory, and tells its parent of each what became of it: what it
// printed, and the error that ended it.
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatWithOptions } from 'node:util';

const SECONDS_ALLOWED = 30;

for (const program of process.argv.slice(2)) {
  process.chdir(dirname(program));
  const output = [];
  console.log = (...values) => output.push(formatWithOptions({ breakLength: Number.POSITIVE_INFINITY }, ...values));
  const error = await Promise.race([run(program), tooLong()]);
  await new Promise((done) => process.send({ program, output, error }, done));
}
// What a program leaves open keeps nobody waiting.
process.disconnect();
process.exit();

async function run(program) {
  try {
    await import(pathToFileURL(program).href);
    return null;
  } catch (error) {
    return error.stack ?? String(error);
  }
}

function tooLong() {
  return new Promise((done) => {
    setTimeout(done, 1000 * SECONDS_ALLOWED, `It did not end within ${SECONDS_ALLOWED} s.`).unref();
  });
}
