// Reports that were written as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { sanitized } from '../../../dist/output/sanitize.js';
import { renderDocument } from '../../../dist/report/documents/document.js';
import {
  entriesOfCompare,
  entriesOfResults,
  entriesOfRun,
  entriesOfSmoke,
} from '../../../dist/report/documents/entry.js';
import { runJson } from '../../../dist/report/json.js';
import { parseReport } from '../../../dist/report/parse-report.js';
import { renderCompare } from '../../../dist/report/terminal/render-compare.js';
import { renderRun } from '../../../dist/report/terminal/render-run.js';
import { ciCommandsIn, unseenIn } from '../names/readers.mjs';
import { below, changeText, changeValue, pick, problemWithError } from './change.mjs';

const require = createRequire(import.meta.url);
const ajv = new Ajv({ strict: false });
const schemaOf = (name) => ajv.compile(require(`../../../schemas/${name}.schema.json`));
const SCHEMAS = {
  run: schemaOf('run'),
  compare: schemaOf('compare'),
  smoke: schemaOf('smoke'),
  results: schemaOf('results'),
};
const ENTRIES = {
  run: entriesOfRun,
  compare: entriesOfCompare,
  smoke: entriesOfSmoke,
  results: ({ results }) => entriesOfResults(results),
};
const FORMATS = ['text', 'markdown', 'junit', 'csv'];
const ROOM = 65_536;
let values = [];
let texts = [];

export async function setUp() {
  const golden = (name) =>
    JSON.parse(readFileSync(new URL(`../../../test/report/golden/${name}.json.golden`, import.meta.url), 'utf8'));
  const run = golden('run');
  const compare = golden('compare');
  const short = { ...run, results: run.results.slice(0, 2), comparisons: run.comparisons.slice(0, 1) };
  const smoke = {
    kind: 'smoke',
    schemaVersion: 1,
    evenkeelVersion: '1',
    startedAt: 'x',
    duration: 1,
    ran: [{ testName: 'a', file: 'b' }],
    failures: run.failures,
    skipped: [],
    summary: { total: 2, ran: 1, failed: 1, skipped: 0, todo: 0, interrupted: false, exitCode: 2 },
  };
  values = [
    short,
    { ...compare, comparisons: compare.comparisons.slice(0, 2) },
    smoke,
    { kind: 'results', schemaVersion: 1, results: run.results.slice(0, 1) },
  ];
  texts = values.map((value) => JSON.stringify(value, null, 2));
}

export function make(random) {
  const way = random();
  if (way < 0.3) return changeText(pick(texts, random), random);
  if (way < 0.99) return JSON.stringify(changeValue(pick(values, random), random));
  const many = pick([10, 1000, 100_000], random);
  return pick(
    [
      () => `{"schemaVersion":1,"x":[${'[],'.repeat(many)}0]}`,
      () => '['.repeat(many),
      () => JSON.stringify({ ...values[0], x: Array(many).fill({}) }),
    ],
    random,
  )();
}

export async function look(text, random) {
  let parsed;
  try {
    parsed = await parseReport(text, 'run.json');
  } catch (error) {
    return problemWithError(error) ?? 'refused';
  }
  const { kind, report } = parsed;
  if (!SCHEMAS[kind](JSON.parse(text)))
    return `it was taken, and its schema says ${JSON.stringify(SCHEMAS[kind].errors?.slice(0, 2))}`;
  const entries = ENTRIES[kind](report);
  for (const format of FORMATS) {
    const document = renderDocument(format, entries);
    const problem = problemWith(sanitized(document));
    if (problem !== null) return `${format}: ${problem}`;
    if (format === 'markdown' && document.length > ROOM) return `Markdown has ${document.length} characters`;
  }
  if (below(4, random) > 0) return 'accepted';
  const options = { color: false, width: 100, quiet: false };
  if (kind === 'run') {
    const again = [...runJson(report)].join('');
    await parseReport(again, 'again');
    return problemWith(sanitized(renderRun(report, options)) + again) ?? 'accepted';
  }
  return (kind === 'compare' ? problemWith(sanitized(renderCompare(report, options))) : null) ?? 'accepted';
}

function problemWith(output) {
  const unseen = unseenIn(output);
  if (unseen !== null) return `it has ${JSON.stringify(unseen)} in it`;
  return ciCommandsIn(output)[0] ?? null;
}
