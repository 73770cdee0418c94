import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { ALLOCATED_BYTES, ALLOCATIONS, TIME } from '../../model/metric.ts';
import { medianOf, summaryOf } from '../figures.ts';
import { Findings, type RunFindings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { nameWithin } from '../parameters.ts';
import type { Reader } from '../reader.ts';

/**
 * What Julia's BenchmarkTools saves as JSON: groups of trials, or of estimates made from them. Times are in nanoseconds.
 * @see https://juliaci.github.io/BenchmarkTools.jl
 */
export const julia: Reader = {
  format: 'julia',
  title: 'Julia BenchmarkTools',
  recognises(source) {
    const [versions, values] = elementsOf(jsonOf(source));
    return 'BenchmarkTools' in membersOf(versions) && Array.isArray(values);
  },
  read(source) {
    const [versions, values] = elementsOf(source.json());
    const version = textOf(membersOf(versions).Julia);
    const findings = new Findings();
    const run = findings.run({ runtime: version === null ? null : `Julia ${version}` });
    for (const value of elementsOf(values)) addValue('', value, run, findings);
    return findings.file(source.name);
  },
};

/** Of values that a file may hold, those that are no measurement. */
const OTHERS = ['Parameters', 'TagFilter', 'TrialJudgement', 'TrialRatio'];

// Every value is a list of its type's name and its fields.
function addValue(name: string, value: unknown, run: RunFindings, findings: Findings): void {
  const [type, content] = elementsOf(value);
  const fields = membersOf(content);
  const kind = textOf(type)?.replace(/^BenchmarkTools\./, '') ?? '';
  if (kind === 'BenchmarkGroup') {
    for (const [key, each] of Object.entries(membersOf(fields.data)))
      addValue(nameWithin(name, key), each, run, findings);
  } else if (kind === 'Trial' || kind === 'TrialEstimate') {
    addTrial(
      name === '' ? '<no name>' : name,
      fields,
      kind === 'Trial' ? timeOfTrial(fields) : timeOfEstimate(fields),
      run,
      findings,
    );
  } else if (OTHERS.includes(kind)) {
    findings.note(`${kind} is no measurement, and left out.`);
  } else {
    findings.problem(name === '' ? null : name, 'it is nothing that BenchmarkTools writes; save it with its `save`.');
  }
}

function addTrial(
  name: string,
  fields: Members,
  time: MeasuredMetric | string,
  run: RunFindings,
  findings: Findings,
): void {
  if (typeof time === 'string') findings.problem(name, time);
  else run.add(name, [time, ...memoryOf(fields)]);
}

function timeOfTrial({ times }: Members): MeasuredMetric | string {
  const samples = numbersOf(times)?.map((each) => each * NANOSECOND) ?? [];
  if (samples.length === 0) return 'it has no times: the trial was not run.';
  if (!samples.every((each) => each > 0))
    return 'some of its times are not above 0; it does nothing that can be measured.';
  return { ...TIME, value: medianOf(samples), figures: { kind: 'samples', samples } };
}

function timeOfEstimate({ time }: Members): MeasuredMetric | string {
  const value = numberOf(time);
  if (value === null || value <= 0)
    return `its time is ${JSON.stringify(time ?? null)}; it does nothing that can be measured.`;
  return { ...TIME, value: value * NANOSECOND, figures: summaryOf() };
}

const NANOSECOND = 1e-9;

function memoryOf({ memory, allocs }: Members): readonly MeasuredMetric[] {
  const metrics = [
    { ...ALLOCATED_BYTES, value: numberOf(memory) },
    { ...ALLOCATIONS, value: numberOf(allocs) },
  ];
  return metrics.flatMap(({ value, ...metric }) =>
    value !== null && value >= 0 && value < NOT_MEASURED ? [{ ...metric, value, figures: summaryOf() }] : [],
  );
}

/** What a trial begins with: the largest whole number, as far as JavaScript tells it from its neighbours. */
const NOT_MEASURED = 2 ** 63;
