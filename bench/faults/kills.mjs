// Kills evenkeel at random moments, and counts what is left of it and what became of what it stored.
import { rmSync } from 'node:fs';
import { table } from '../support/table.mjs';
import { killAt, settled } from './kills/kill.mjs';
import { leftoversIn, nextStart } from './kills/leftovers.mjs';
import { makePlace } from './kills/place.mjs';
import { random } from './kills/random.mjs';
import { scenarios } from './kills/scenarios.mjs';

export const about = 'SIGKILL at random moments of run, compare, import, export and store';
export const options = { kills: { type: 'string', default: '1000' } };

// Whom it meets: evenkeel, the process that watches over it, or both at once.
const VICTIMS = ['evenkeel', 'evenkeel', 'evenkeel', 'both', 'reaper'];
// Of a store, more runs than are ever dropped would be taken for lost ones.
const KILLS_A_PLACE = 20;

export async function run({ kills, seed }) {
  const next = random(seed);
  const counts = new Map(Object.keys(scenarios).map((name) => [name, emptyCount()]));
  let place = makePlace();
  try {
    const lengths = {};
    for (const [name, scenario] of Object.entries(scenarios)) lengths[name] = await lengthOf(scenario, place);
    for (let kill = 0; kill < Number(kills); kill++) {
      if (kill % KILLS_A_PLACE === 0 && kill > 0) {
        rmSync(place.directory, { recursive: true, force: true });
        place = makePlace();
      }
      const name = pick(Object.keys(scenarios), next);
      const scenario = scenarios[name];
      const victim = scenario.isWatched ? pick(VICTIMS, next) : 'evenkeel';
      // A little longer than it takes, so that its very end is met as well.
      const moment = next() * 1.1 * lengths[name];
      await once({ scenario, victim, moment, place, count: counts.get(name) });
      if ((kill + 1) % 10 === 0) process.stderr.write(`${kill + 1} of ${kills} kills\n`);
    }
  } finally {
    rmSync(place.directory, { recursive: true, force: true });
  }
  console.log(tableOf(counts));
  console.log(
    '\nWhat is left is looked at when nothing of it runs any more, or after 15 s. Nobody watches over what starts no workers, nor',
  );
  console.log(
    'where who watches was killed as well: there it is for the next start. What has no end by then is an orphan.\n',
  );
  return failuresOf(counts);
}

async function lengthOf(scenario, place) {
  scenario.before?.(place);
  const start = performance.now();
  const { exitCode, err } = await killAt(scenario.command(place), place, null);
  if (exitCode !== 0) throw new Error(`It does not even work undisturbed (exit code ${exitCode}): ${err}`);
  scenario.check(place, { hasEnded: true });
  return performance.now() - start;
}

async function once({ scenario, victim, moment, place, count }) {
  scenario.before?.(place);
  const ended = await killAt(scenario.command(place), place, { victim, moment });
  const orphans = await settled(place);
  const left = leftoversIn(place);
  const isUnwatched = (victim === 'both' || !scenario.isWatched) && ended.wasKilled;
  const stays = left.length > 0 ? await nextStart(place) : [];
  const { lost, half } = scenario.check(place, { hasEnded: !ended.wasKilled && ended.exitCode === 0 });
  count.kills++;
  count.late += victim !== 'reaper' && !ended.wasKilled ? 1 : 0;
  count.orphans += orphans.length;
  count.left += isUnwatched ? 0 : Math.sign(left.length);
  count.leftUnwatched += isUnwatched ? Math.sign(left.length) : 0;
  count.stays += Math.sign(stays.length);
  count.lost += lost;
  count.half += half;
  for (const what of [
    ...orphans,
    ...left.map((path) => `${path} (${victim})`),
    ...stays.map((path) => `${path} still`),
  ]) {
    if (!(isUnwatched && !what.endsWith(' still'))) count.examples.add(what.replaceAll(place.directory, ''));
  }
}

function emptyCount() {
  return { kills: 0, late: 0, orphans: 0, left: 0, leftUnwatched: 0, stays: 0, lost: 0, half: 0, examples: new Set() };
}

function tableOf(counts) {
  const headings = [
    'killed',
    'kills',
    'after its end',
    'orphans',
    'left behind',
    'left where nobody watched',
    'left after the next start',
    'lost runs',
    'half runs',
  ];
  const rows = [...counts].map(([name, { kills, late, orphans, left, leftUnwatched, stays, lost, half }]) =>
    [name, kills, late, orphans, left, leftUnwatched, stays, lost, half].map(String),
  );
  return table(headings, rows);
}

function failuresOf(counts) {
  return [...counts].flatMap(([name, { orphans, left, stays, lost, half, examples }]) => {
    const found = Object.entries({
      orphans,
      'times left behind': left,
      'times after the next start': stays,
      'lost runs': lost,
      'half runs': half,
    })
      .filter(([, number]) => number > 0)
      .map(([what, number]) => `${number} ${what}`);
    const shown = [...examples].slice(0, 5).join(', ');
    return found.length === 0 ? [] : [`${name}: ${found.join(', ')}${shown === '' ? '' : `: ${shown}`}`];
  });
}

function pick(values, next) {
  return values[Math.floor(next() * values.length)];
}
