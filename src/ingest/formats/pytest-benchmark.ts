import type { MeasuredFigures } from '../../model/measured-metric.ts';
import { TIME } from '../../model/metric.ts';
import { samplesOr, summaryOf } from '../figures.ts';
import { Findings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { commitOf, isoTime, machineLine, versionLine } from '../origin.ts';
import { nameWithin } from '../parameters.ts';
import type { Reader } from '../reader.ts';

/**
 * pytest-benchmark's `--benchmark-json`, and what `--benchmark-save` and `--benchmark-autosave` store. The rounds of a test run
 * in one process; only files written with their data (`--benchmark-save-data`) have the time of each.
 * @see https://pytest-benchmark.readthedocs.io
 */
export const pytestBenchmark: Reader = {
  format: 'pytest-benchmark',
  title: 'pytest-benchmark',
  recognises(source) {
    return benchmarksOf(jsonOf(source)).some(({ stats }) => 'iqr' in membersOf(stats) || 'rounds' in membersOf(stats));
  },
  read(source) {
    const json = source.json();
    const { datetime, machine_info: machine, commit_info } = membersOf(json);
    const commit = membersOf(commit_info);
    const findings = new Findings();
    const run = findings.run({
      commit: commitOf(commit.id),
      recordedAt: isoTime(datetime),
      machine: machineOf(membersOf(machine)),
      runtime: versionLine(membersOf(machine).python_implementation, membersOf(machine).python_version),
    });
    if (commit.dirty === true) findings.note('The working tree had changes that are in no commit.');
    for (const benchmark of benchmarksOf(json)) {
      const name = nameWithin(textOf(benchmark.group), textOf(benchmark.fullname) ?? textOf(benchmark.name));
      const stats = membersOf(benchmark.stats);
      const value = numberOf(stats.mean);
      if (Object.keys(membersOf(benchmark.extra_info)).length > 0) findings.note('extra_info of tests is left out.');
      if (value === null || value <= 0)
        findings.problem(name, `its mean is no time (${String(stats.mean)}); look at its output.`);
      else run.add(name, [{ ...TIME, value, figures: figuresOf(stats, findings) }]);
    }
    return findings.file(source.name);
  },
};

function benchmarksOf(json: unknown): readonly Members[] {
  return elementsOf(membersOf(json).benchmarks).map(membersOf);
}

function figuresOf(stats: Members, findings: Findings): MeasuredFigures {
  const rounds = numberOf(stats.rounds);
  const summary = summaryOf(numberOf(stats.stddev), rounds);
  if (stats.data === undefined) return summary;
  const data = numbersOf(stats.data);
  if (data?.every((each) => each > 0) && (rounds === null || data.length === rounds)) {
    return samplesOr(data, summary);
  }
  findings.note(
    'The times of single rounds are left out where they are not as many as the file says, or not all above 0.',
  );
  return summary;
}

function machineOf({ cpu, processor, system, machine }: Members) {
  const { brand, brand_raw: raw } = membersOf(cpu);
  return machineLine([
    textOf(raw) ?? textOf(brand) ?? textOf(processor),
    [textOf(system), textOf(machine)].filter(Boolean).join(' '),
  ]);
}
