import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { baselineFrom } from '../../src/baselines/baseline.ts';
import { DOUBTS } from '../../src/judge/history/doubts.ts';
import { judgeAgainstHistory } from '../../src/judge/history/judge-history.ts';
import type { UsedFallback } from '../../src/model/dependencies.ts';
import type { DoctorReport } from '../../src/model/doctor.ts';
import type { Observation } from '../../src/model/measurement.ts';
import {
  acrossJson,
  bisectJson,
  compareJson,
  filesJson,
  listJson,
  renderDoctorJson,
  resultsJson,
  runJson,
  smokeJson,
  storedJson,
} from '../../src/report/json.ts';
import { logEvent } from '../../src/report/schemas/log-event.ts';
import { runRecord } from '../baselines/records.ts';
import { findings } from '../environment/doctor/findings.ts';
import { caseOf, look } from '../judge/cases.ts';
import { acrossReport } from './across-fixtures.ts';
import { bisectReport } from './bisect-fixtures.ts';
import { compareReport } from './compare-fixtures.ts';
import { filesReport } from './files-fixtures.ts';
import { environment, firstRun, report } from './fixtures.ts';
import { parseRunReport } from './parse-run-report.ts';
import { schemas } from './schemas.ts';
import { list, smoke } from './smoke-and-list-fixtures.ts';

const DIRECTORY = join(import.meta.dirname, '..', '..', 'schemas');
const ajv = new Ajv({ strict: true, strictTypes: false, strictTuples: false, allErrors: true });

const validators = new Map<string, ValidateFunction>();

/** What a schema finds wrong with a document. */
function problems(name: string, document: string): string[] {
  const validate = validators.get(name) ?? ajv.compile(schemas[name] as object);
  validators.set(name, validate);
  return validate(JSON.parse(document)) ? [] : validate.errors!.map(({ instancePath }) => instancePath);
}

const doctor: DoctorReport = {
  kind: 'doctor',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  ...findings(),
  environment,
  counters: { instructions: true, reason: null },
  advice: ['Turbo is on. Switch it off.'],
};

async function stored(): Promise<string> {
  const pieces: string[] = [];
  const series = async function* () {
    yield { baseline: baselineFrom([runRecord(1), runRecord(2)]), newest: runRecord(2) };
    yield { baseline: null, newest: runRecord(1, { status: 'regression' }) };
  };
  for await (const piece of storedJson(series())) pieces.push(piece);
  return pieces.join('');
}

const documents: Readonly<Record<string, () => string | Promise<string>>> = {
  run: () => [...runJson(report)].join(''),
  compare: () => [...compareJson(compareReport)].join(''),
  bisect: () => [...bisectJson(bisectReport)].join(''),
  'compare-files': () => [...filesJson(filesReport)].join(''),
  results: () => [...resultsJson(firstRun.results)].join(''),
  smoke: () => smokeJson(smoke),
  across: () => [...acrossJson(acrossReport)].join(''),
  list: () => listJson(list),
  stored,
  doctor: () => renderDoctorJson(doctor),
};

// `npx vitest run --project rooms test/report/schemas.test.ts -u` writes them anew.
it.each(Object.keys(schemas))('%s.schema.json is the one that the package ships', async (name) => {
  const text = `${JSON.stringify(schemas[name], null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(join(DIRECTORY, `${name}.schema.json`));
});

describe.each(Object.keys(documents))('the schema of %s', (name) => {
  it('accepts what is written', async () => {
    expect(problems(name, await documents[name]!())).toEqual([]);
  });

  it('refuses the documents of the others, and another version', async () => {
    for (const other of Object.keys(documents)) {
      if (other !== name) expect(problems(name, await documents[other]!())).not.toEqual([]);
    }
    const text = await documents[name]!();
    expect(problems(name, text.replace('"schemaVersion": 1', '"schemaVersion": 2'))).toEqual(['/schemaVersion']);
  });
});

it('a schema names the place of what is wrong', () => {
  const damaged = [...runJson(report)].join('').replace('"verdict": "pass"', '"verdict": "fine"');
  expect(problems('run', damaged)).toEqual(['/results/0/validation/verdict']);
});

it('every doubt of the judge is in the schema of a run, and read back as it was', async () => {
  const [result] = report.results;
  const doubtful = {
    ...result!,
    validation: { ...result!.validation, doubts: DOUBTS.map(({ name }) => ({ name, sentence: 'In words.' })) },
    views: judgeAgainstHistory(caseOf({ looks: [look(1.5), look(1)] })).views,
  };
  const written = { ...report, results: [doubtful] };
  const text = [...runJson(written)].join('');
  expect(problems('run', text)).toEqual([]);
  const parsed = await parseRunReport(text, 'run.json');
  expect(parsed.results[0]!.validation.doubts).toEqual(doubtful.validation.doubts);
  expect(parsed.results[0]!.views).toEqual(doubtful.views);
});

// A record, so that the compiler asks for every kind that there is.
const OBSERVATIONS: { readonly [Kind in Observation['kind']]: Extract<Observation, { kind: Kind }> } = {
  returns_function: { kind: 'returns_function' },
  returns_promises: { kind: 'returns_promises' },
  returns_running: { kind: 'returns_running' },
  returns_stream: { kind: 'returns_stream' },
  returns_observable: { kind: 'returns_observable' },
  changes_input: { kind: 'changes_input', fresh: 2e-3, used: 1e-4 },
  changes_state: { kind: 'changes_state', name: 'rows', fresh: 2e-3, used: 1e-4 },
  grows_state: { kind: 'grows_state', name: 'sink', entries: 3 },
  slow_globals: { kind: 'slow_globals', seconds: 150e-9 },
  leaves_running: { kind: 'leaves_running' },
};
const FALLBACK: UsedFallback = { modulePath: 'fast', functionName: 'run', kind: 'generic', reason: 'Not installed.' };

describe('what a process noticed of its test', () => {
  const [result] = report.results;
  const processes = [{ ...result!.processes[0]!, observations: Object.values(OBSERVATIONS), fallbacks: [FALLBACK] }];
  const text = [...runJson({ ...report, results: [{ ...result!, processes }] })].join('');

  it('is in the schema of a run, every kind of it, and read back as it was', async () => {
    expect(problems('run', text)).toEqual([]);
    const [process] = (await parseRunReport(text, 'run.json')).results[0]!.processes;
    expect(process).toMatchObject({ observations: Object.values(OBSERVATIONS), fallbacks: [FALLBACK] });
  });

  it.each([
    ['"kind": "grows_state"', '"kind": "shrinks_state"', /\/observations\/7/],
    ['"name": "rows"', '"name": 1', /\/observations\/6\/name/],
    ['"kind": "generic"', '"kind": "none"', /\/fallbacks\/0\/kind/],
  ])('is refused with %s as %s', (right, wrong, place) => {
    expect(text).toContain(right);
    expect(problems('run', text.replace(right, wrong)).join()).toMatch(place);
  });
});

it('docs/reports.md has every event with its facts', () => {
  const text = readFileSync(join(DIRECTORY, '..', 'docs', 'reports.md'), 'utf8');
  const documented = [...text.matchAll(/^\| `(\w+)` +\| (?:DEBUG|INFO|WARNING|ERROR)[^|]*\| (.*) \|$/gm)];
  const events = logEvent.options.map(({ entries }) => {
    const { time: _, level: __, event, ...facts } = entries;
    return [event.literal, Object.keys(facts).sort()];
  });
  const names = documented.map(([, name, facts = '']) => [
    name,
    [...facts.replace(/:.*/, '').matchAll(/`(\w+)`/g)].map(([, fact]) => fact!).sort(),
  ]);
  expect(names.sort()).toEqual(events.sort());
});
