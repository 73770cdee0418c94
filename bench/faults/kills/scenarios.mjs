import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evenkeelCommand, TESTS } from './place.mjs';

const STORE = fileURLToPath(new URL('./store.mjs', import.meta.url));
const STORED = fileURLToPath(new URL('./stored.mjs', import.meta.url));

// Of each run, see `store.mjs`.
const TESTS_OF_PROGRAM = 5;
const NOTHING = { lost: 0, half: 0 };

/**
 * What is killed. Each has a `command`, perhaps something to do `before` it, whether a reaper watches over it, and a `check`
 * of what is stored afterwards: how many runs were lost that were stored before or of which it was said that they are, and how
 * many are there with some of their tests only.
 */
export const scenarios = {
  run: {
    isWatched: true,
    command: () => evenkeelCommand('run'),
    before(place) {
      place.known = storedRuns(place);
    },
    check(place, { hasEnded }) {
      const stored = storedRuns(place);
      const lost = [...place.known.keys()].filter((id) => !stored.has(id)).length;
      const isMissing = hasEnded && stored.size === place.known.size;
      const half = [...stored].filter(([id, tests]) => !place.known.has(id) && tests < TESTS.length).length;
      return { lost: lost + Number(isMissing), half };
    },
  },
  compare: {
    isWatched: true,
    command: () => evenkeelCommand('compare', 'HEAD~1', '--blocks', '8'),
    check: () => NOTHING,
  },
  import: {
    isWatched: false,
    before(place) {
      rmSync(place.cache, { recursive: true, force: true });
      if (!existsSync(place.path('old'))) {
        for (const [name, first] of [
          ['old', 0],
          ['new', 100],
        ]) {
          runNow(place, [process.execPath, STORE, place.cache, String(first), '40']);
          runNow(place, evenkeelCommand('baseline', 'export', place.path(`${name}.json`)));
          cpSync(place.cache, place.path(name), { recursive: true });
          rmSync(place.cache, { recursive: true });
        }
      }
      cpSync(place.path('old'), place.cache, { recursive: true });
    },
    command: (place) => evenkeelCommand('baseline', 'import', place.path('new.json')),
    // All of what was there, and all or nothing of what is new.
    check(place, { hasEnded }) {
      const ids = [...storedRuns(place)];
      const old = ids.filter(([id]) => Number(id) < 100).length;
      const added = ids.length - old;
      const isHalf = added !== 40 && (hasEnded || added !== 0);
      const parts = ids.filter(([, tests]) => tests < TESTS_OF_PROGRAM).length;
      rmSync(place.cache, { recursive: true, force: true });
      return { lost: 40 - old, half: Number(isHalf) + parts };
    },
  },
  export: {
    isWatched: false,
    before(place) {
      scenarios.import.before(place);
      writeFileSync(place.path('project/good.json'), 'good');
    },
    command: () => evenkeelCommand('baseline', 'export', 'good.json'),
    check(place, { hasEnded }) {
      rmSync(place.cache, { recursive: true, force: true });
      const text = readFileSync(place.path('project/good.json'), 'utf8');
      if (text === 'good') return { lost: 0, half: Number(hasEnded) };
      return { lost: 0, half: Number(runsIn(text) !== runsIn(readFileSync(place.path('old.json'), 'utf8'))) };
    },
  },
  store: {
    isWatched: false,
    before(place) {
      rmSync(place.cache, { recursive: true, force: true });
      rmSync(place.path('told'), { force: true });
    },
    command: (place) => [process.execPath, STORE, place.cache, '0', '40', place.path('told')],
    check(place) {
      const stored = storedRuns(place);
      const told = existsSync(place.path('told'))
        ? readFileSync(place.path('told'), 'utf8').split('\n').slice(0, -1)
        : [];
      const lost = told.filter((id) => !stored.has(id)).length;
      const half = [...stored.values()].filter((tests) => tests < TESTS_OF_PROGRAM).length;
      rmSync(place.cache, { recursive: true, force: true });
      return { lost, half };
    },
  },
};

/** How many tests each stored run has, by its id. */
function storedRuns(place) {
  return new Map(JSON.parse(runNow(place, [process.execPath, STORED, place.cache])));
}

function runNow({ project, env }, [command, ...args]) {
  return execFileSync(command, args, { cwd: project, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function runsIn(text) {
  return JSON.parse(text).runs.length;
}
