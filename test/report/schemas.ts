import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import type { GenericSchema } from 'valibot';
import { acrossReport } from '../../src/report/schemas/across.ts';
import {
  bisectReport,
  compareReport,
  doctorReport,
  filesReport,
  listReport,
  resultsReport,
  runReport,
  smokeReport,
  storedReport,
} from '../../src/report/schemas/documents.ts';
import { environment, resources } from '../../src/report/schemas/environment.ts';
import {
  comparison,
  evidence,
  failure,
  result,
  revisionComparison,
  thresholds,
  validation,
} from '../../src/report/schemas/judgement.ts';
import { logEvent } from '../../src/report/schemas/log-event.ts';
import { processMeasurement, statistics } from '../../src/report/schemas/measurement.ts';
import { number, numbers } from '../../src/report/schemas/values.ts';

const definitions = {
  number,
  numbers,
  resources,
  environment,
  statistics,
  processMeasurement,
  thresholds,
  validation,
  evidence,
  result,
  comparison,
  revisionComparison,
  failure,
};

const UNITS =
  'Times are seconds per call, changes are percent. A number that JSON cannot write (NaN, an infinity) is null; at an end of an interval null means that it is open. Fields may be added; schemaVersion rises when a reader would have to change.';

const FIGURES =
  'Figures are in the base unit of their metric (seconds, bytes, per second), changes are percent of the old figure. What cannot be told is null. Fields may be added; schemaVersion rises when a reader would have to change.';

const ACROSS =
  'Figures are in the base unit of their metric (seconds, bytes, per second), changes are percent of the reference. What cannot be told is null. Fields may be added; schemaVersion rises when a reader would have to change.';

const SECONDS =
  'Times are seconds, shares are percent. Fields may be added; schemaVersion rises when a reader would have to change.';

const DOCTOR =
  'Times are seconds, shares are percent; what the machine does not say is null. Fields may be added; schemaVersion rises when a reader would have to change.';

/** Every schema of a report and of a log line that the package ships, by its file's name. */
export const schemas: Readonly<Record<string, JsonSchema>> = {
  run: made(runReport, 'What "evenkeel run --json" writes', UNITS),
  compare: made(compareReport, 'What "evenkeel compare --json" writes', UNITS),
  bisect: made(bisectReport, 'What "evenkeel bisect --json" writes', UNITS),
  'compare-files': made(filesReport, 'What "evenkeel compare --files --json" writes', FIGURES),
  smoke: made(smokeReport, 'What "evenkeel run --smoke --json" writes', SECONDS),
  across: made(acrossReport, 'What "evenkeel across --json" writes', ACROSS),
  list: made(listReport, 'What "evenkeel list --json" writes', SECONDS),
  results: made(resultsReport, 'What PerformanceLogger.generatePerformanceReport gives as JSON', UNITS),
  stored: made(storedReport, 'What "evenkeel report --format json" writes of the stored baselines', UNITS),
  doctor: made(doctorReport, 'What "evenkeel doctor --json" writes', DOCTOR),
  'log-event': made(logEvent, 'A line of --log-json, and of PerformanceLogger with the format json', UNITS),
};

const isEvent = new Ajv({ strict: true, strictTypes: false, strictTuples: false }).compile(
  schemas['log-event'] as object,
);

const isDoctorReport = new Ajv({ strict: true, strictTypes: false, strictTuples: false }).compile(
  schemas.doctor as object,
);

/** What the published schema finds wrong with what `evenkeel doctor --json` wrote. */
export function problemsWithDoctor(report: unknown): readonly string[] {
  return isDoctorReport(report)
    ? []
    : isDoctorReport.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What the published schema finds wrong with a line of a log that was read. */
export function problemsWithEvent(event: unknown): readonly string[] {
  return isEvent(event) ? [] : isEvent.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function made(schema: GenericSchema, title: string, description: string): JsonSchema {
  const { $defs: all = {}, ...rest } = toJsonSchema(schema, {
    typeMode: 'input',
    errorMode: 'throw',
    definitions,
  });
  const used = reached(rest, all as Readonly<Record<string, JsonSchema>>);
  const named = Object.entries(all).filter(([name]) => used.has(name));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    description,
    ...rest,
    $defs: Object.fromEntries(named),
  };
}

/** The names that a schema refers to, directly or by another definition. */
function reached(
  schema: JsonSchema,
  all: Readonly<Record<string, JsonSchema>>,
  names: Set<string> = new Set(),
): ReadonlySet<string> {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]*)"/g)) {
    if (names.has(name)) continue;
    names.add(name);
    reached(all[name]!, all, names);
  }
  return names;
}
