// Stores of this version that are opened at once, beside one of an older version, on an empty server and on one of an older schema.
import '../support/real-server.mjs';

const { migrateAtOnce } = await import('../../test/baselines/postgres/migrations-at-once.ts');

export async function migrations(server, { times }) {
  const failures = [];
  let refused = 0;
  for (let time = 0; time < times; time++) {
    for (const from of [0, 1]) {
      const { problems, isOlderRefused } = await migrateAtOnce(server, from);
      failures.push(...problems.map((problem) => `time ${time}, from schema ${from}: ${problem}`));
      refused += Number(isOlderRefused);
    }
  }
  const said = `${times} times each from no schema and from the first one: four stores of this version and one of an older version at once. This version always came through; the older one found a newer schema, and said so, in ${refused} of ${2 * times}.`;
  return { title: 'Migrations at once', said, failures };
}
