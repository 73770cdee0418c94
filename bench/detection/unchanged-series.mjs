import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../support/group-by.mjs';

/**
 * Public measurements of the same code again and again: the name of a file and how it is read. Each is read into series
 * `{name, runs}`; a run is the looks at it that there are, each a list of processes.
 */
export const unchangedData = {
  go_bent_daily_aa: (data) =>
    Object.entries(data.benchmarks).map(([name, { base }]) => ({
      name,
      runs: Object.keys(base)
        .sort()
        .map((day) => looksOf(base[day].map((value) => processOf([value])))),
    })),

  aa_go_cloud_hierarchical: (data) =>
    Object.entries(data.projects).flatMap(([project, releases]) =>
      Object.entries(releases).flatMap(([release, benchmarks]) =>
        Object.entries(benchmarks).map(([name, machines]) => ({
          name: `${project} ${release} ${name}`,
          runs: machines.flat().map((invocations) => [invocations.map(processOf)]),
        })),
      ),
    ),

  aa_jmh_fork_summaries: (data) =>
    Object.entries(data.benchmarks).map(([name, { forks }]) => ({
      name,
      runs: chunks(
        forks.map(([, middle]) => processOf([middle])),
        FORKS,
      ).map((processes) => [processes]),
    })),

  aa_github_runner_fib: (data) =>
    Object.entries(data.suites).flatMap(([suite, { series }]) =>
      Object.entries(series)
        .filter(([, { unit }]) => unit !== 'auxMetricUnits')
        .map(([name, { unit, value }]) => ({
          name: `${suite} ${name}`,
          runs: value.filter(isMeasured).map((one) => [[processOf([isRate(unit) ? 1 / one : one])]]),
        })),
    ),

  ci_enso_jmh_history: ({ engine, stdlib }) => [engine, stdlib].flatMap(ofOneCommit),
};

/** Reads one of them. */
export function readUnchanged(shared, name) {
  return unchangedData[name](JSON.parse(readFileSync(fileOf(shared, name), 'utf8')));
}

/** Where it is. */
export function fileOf(shared, name) {
  return join(shared, 'data', `${name}.json`);
}

const PROCESSES = 5;
// Ten forks make three runs of so many.
const FORKS = 3;

// A commit that was measured several times is a series of its own.
function ofOneCommit({ runs, series }) {
  const places = runs.commit.map((commit, at) => ({ commit, at }));
  const again = Object.entries(groupBy(places, ({ commit }) => commit)).filter(([, own]) => own.length > 1);
  return Object.entries(series).flatMap(([name, values]) =>
    again.map(([commit, own]) => ({
      name: `${name} ${commit}`,
      runs: own.flatMap(({ at }) => (isMeasured(values[at]) ? [[[processOf([values[at]])]]] : [])),
    })),
  );
}

function looksOf(processes) {
  const looks = chunks(processes, PROCESSES);
  return looks.length > 0 ? looks : [processes];
}

function chunks(items, size) {
  const whole = Math.floor(items.length / size);
  return Array.from({ length: whole }, (_, i) => items.slice(i * size, (i + 1) * size));
}

// The unit does not matter: judges look at ratios.
function processOf(values) {
  return {
    factor: 1,
    samples: values.map((value) => value * 1e-9),
    control: [],
    cpuTime: null,
    controlCpuTime: null,
    callsPerSample: 1,
  };
}

function isMeasured(value) {
  return value !== null && value > 0;
}

function isRate(unit) {
  return unit.endsWith('/sec') || unit.endsWith('/s');
}
