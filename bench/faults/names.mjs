// Puts hostile texts into every place where a text may come from outside, and looks at every output with what reads it: a
// terminal emulator, CI systems' rules, a Markdown renderer, an XML parser, a spreadsheet's.
import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { XmlDocument } from 'libxml2-wasm';
import { marked } from 'marked';
import { UsageError } from '../../dist/errors.js';
import { labelled } from '../../dist/output/labelled.js';
import { sanitized, sanitizedCommands } from '../../dist/output/sanitize.js';
import { renderBaseline, renderSeriesList } from '../../dist/report/baselines.js';
import { renderDocument } from '../../dist/report/documents/document.js';
import { entriesOfCompare, entriesOfRun } from '../../dist/report/documents/entry.js';
import { renderExplanation } from '../../dist/report/explanation.js';
import { renderAnnotations } from '../../dist/report/github.js';
import { compareJson, listJson, renderJson, smokeJson } from '../../dist/report/json.js';
import { renderList } from '../../dist/report/list.js';
import { PerformanceLogger } from '../../dist/report/logger.js';
import { parseReport } from '../../dist/report/parse-report.js';
import { renderSmoke } from '../../dist/report/smoke.js';
import { renderCompare } from '../../dist/report/terminal/render-compare.js';
import { renderRun } from '../../dist/report/terminal/render-run.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { table } from '../support/table.mjs';
import { below, pick } from './inputs/change.mjs';
import { showOnTerminal } from './names/emulator.mjs';
import { HOSTILE_TEXTS, withText } from './names/hostile-texts.mjs';
import { ciCommandsIn, unseenIn } from './names/readers.mjs';

export const about = 'hostile names through every output';
export const options = { names: { type: 'string', default: '100' } };

const OPTIONS = { color: false, width: 100, quiet: false };
// Of the processor, for a report of a hundred texts of up to 100,000 characters each.
const MOST_SECONDS = 4;

export async function run({ names, seed }) {
  const random = createGenerator(seed);
  const golden = async (name) =>
    (await parseReport(readFileSync(new URL(`../../test/report/golden/${name}.json.golden`, import.meta.url), 'utf8')))
      .report;
  const report = await golden('run');
  const outputs = outputsOf(report, await golden('compare'));
  const rows = [];
  const failures = [];
  for (const [name, { write, reads }] of Object.entries(outputs)) {
    let slowest = 0;
    let longest = 0;
    for (const text of textsOf(Number(names), random)) {
      const before = process.cpuUsage();
      const output = write(text);
      const { user, system } = process.cpuUsage(before);
      slowest = Math.max(slowest, (user + system) / 1e6);
      longest = Math.max(longest, output.length);
      for (const read of reads) {
        const problem = await read(output);
        if (problem !== null)
          failures.push(`${name}, of ${JSON.stringify(text.slice(0, 60))}: ${problem.slice(0, 300)}`);
      }
    }
    if (slowest > MOST_SECONDS) failures.push(`${name}: one took ${slowest.toFixed(1)} s of the processor`);
    rows.push([
      name,
      names,
      `${slowest.toFixed(2)} s`,
      `${(longest / 1000).toFixed(0)} kB`,
      reads.map((read) => read.name).join(', '),
    ]);
  }
  console.log(table(['output', 'texts', 'slowest', 'longest', 'read by'], rows));
  console.log(`\nMost memory: ${((process.resourceUsage().maxRSS * 1024) / 1e6).toFixed(0)} MB\n`);
  return failures;
}

const OUR_TAGS =
  /^<\/?(?:p|strong|em|code|pre|details|summary|table|thead|tbody|tr|br|del)>$|^<t[hd](?: align="(?:right|left|center)")?>$|^<\/t[hd]>$|^<code class="language-text">$|^<a href="(?:https?:|mailto:)[^"]*">$|^<\/a>$/;

/** Those that are known, and others made of them. */
function textsOf(count, random) {
  const known = Object.values(HOSTILE_TEXTS);
  const short = known.filter((text) => text.length < 1000);
  const mixed = () =>
    Array.from({ length: 2 + below(3, random) }, () => pick(short, random)).join(
      pick(['', ' ', '\n', ';', '|'], random),
    );
  return Array.from({ length: count }, (_, i) => known[i] ?? mixed());
}

function outputsOf(report, comparison) {
  const drawn = (draw) => ({ write: (text) => sanitized(draw(text)), reads: [terminal, ownLines, ciSystems, eyes] });
  const said = (say) => ({ write: (text) => sanitized(say(text)), reads: [terminal, ciSystems, eyes] });
  const asJson = (write) => ({ write, reads: [json, ciSystems, eyes] });
  const reader = { markdown, junit: xml, csv: spreadsheet };
  const documents = (of, entriesOf) =>
    Object.fromEntries(
      Object.entries(reader).map(([format, read]) => [
        `${format} of ${of}`,
        { write: (text) => renderDocument(format, entriesOf(text)), reads: [read, ciSystems, eyes] },
      ]),
    );
  const entries = (text) => entriesOfRun(withText(report, text));
  const comparedEntries = (text) => entriesOfCompare(withText(comparison, text));
  const { failures, skipped } = report;
  const record = (text) => ({
    testName: text,
    environmentKey: text,
    runId: text,
    recordedAt: '2026-01-01T00:00:00.000Z',
    method: 'samples',
    status: 'recorded',
    estimate: 1,
    decayFactor: 1,
    commit: text,
    branch: text,
    isDirty: null,
    processes: [],
  });
  return {
    'evenkeel run': drawn((text) => renderRun(withText(report, text), OPTIONS)),
    'run --explain': drawn((text) => renderExplanation(withText(report, text), '', OPTIONS)),
    'evenkeel compare': drawn((text) => renderCompare(withText(comparison, text), OPTIONS)),
    'baseline list': drawn((text) =>
      renderSeriesList(
        [{ testName: text, environmentKey: text, runs: 3, firstRecordedAt: text, lastRecordedAt: text }],
        OPTIONS,
      ),
    ),
    'baseline show': drawn((text) => renderBaseline(null, [record(text)], OPTIONS)),
    'evenkeel list': drawn((text) => renderList(withText(listOf(failures), text), OPTIONS)),
    'run --smoke': drawn((text) => renderSmoke(withText(smokeOf(failures, skipped), text), OPTIONS)),
    errors: drawn((text) => labelled('error', new UsageError(`There is no ${text}.`).message)),
    warnings: drawn((text) => labelled('warning', text)),
    log: said((text) => logged('text', text, report)),
    'JSON log': { write: (text) => logged('json', text, report), reads: [jsonLines, ciSystems, eyes] },
    'text of a run': drawn((text) => renderDocument('text', entries(text))),
    'text of a comparison': drawn((text) => renderDocument('text', comparedEntries(text))),
    ...documents('a run', entries),
    ...documents('a comparison', comparedEntries),
    'JSON of a run': asJson((text) => renderJson(withText(report, text))),
    'JSON of a comparison': asJson((text) => [...compareJson(withText(comparison, text))].join('')),
    'JSON of a list': asJson((text) => listJson(withText(listOf(failures), text))),
    'JSON of a smoke run': asJson((text) => smokeJson(withText(smokeOf(failures, skipped), text))),
    annotations: { write: (text) => sanitizedCommands(renderAnnotations(entries(text))), reads: [github, eyes] },
  };
}

function listOf(failures) {
  const test = { kind: 'test', testName: 'a', file: 'f', mark: null, skipped: null, baselineKey: 'a', options: null };
  const summary = { total: 2, files: 1, skipped: 0, todo: 0, failed: failures.length, exitCode: 2 };
  return {
    kind: 'list',
    schemaVersion: 1,
    evenkeelVersion: '1',
    tests: [test, { ...test, mark: 'only' }],
    failures,
    summary,
  };
}

function smokeOf(failures, skipped) {
  const fallbacks = [{ modulePath: 'm', functionName: 'f', reason: 'r' }];
  const ran = [
    { testName: 'a', file: 'f' },
    { testName: 'b', file: 'f', fallbacks },
  ];
  const summary = { total: 4, ran: 2, failed: 1, skipped: 1, todo: 0, interrupted: false, exitCode: 2 };
  return {
    kind: 'smoke',
    schemaVersion: 1,
    evenkeelVersion: '1',
    startedAt: 't',
    duration: 1,
    ran,
    failures,
    skipped,
    summary,
  };
}

function logged(format, text, report) {
  const lines = [];
  const logger = new PerformanceLogger({ level: 'DEBUG', format, write: (line) => lines.push(line) });
  logger.logTestStart(text, { [text]: text });
  for (const result of report.results.slice(0, 2)) logger.logTestResult(withText(result, text));
  return lines.join('');
}

async function terminal(output) {
  const { lines, events } = await showOnTerminal(output);
  const blanks = (line) => line.replace(/[\t ]+/g, ' ').trimEnd();
  const expected = output.split(/\r?\n/).map(blanks).join('\n').trimEnd();
  if (events.length > 0) return `it did something: ${events.join(', ')}`;
  return lines.map(blanks).join('\n').trimEnd() === expected ? null : 'it shows something else';
}

// A summary of ours, which no text may bring about at the beginning of a line of its own.
function ownLines(output) {
  const forged = output.split('\n').find((line) => /^(?:9 tests: 9 passed|FORGED)/.test(line));
  return forged === undefined ? null : `it has a line ${forged.slice(0, 60)}`;
}

function ciSystems(output) {
  return ciCommandsIn(output)[0] ?? null;
}

function eyes(output) {
  const unseen = unseenIn(output);
  return unseen === null ? null : `${JSON.stringify(unseen)} is not seen`;
}

function json(output) {
  JSON.parse(output);
  return sanitized(output) === output ? null : 'sanitizing would change it';
}

function jsonLines(output) {
  for (const line of output.trimEnd().split('\n')) JSON.parse(line);
  return null;
}

function xml(output) {
  XmlDocument.fromString(output).dispose();
  const known = ['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped', 'system-out'];
  const found = [...output.matchAll(/<\/?([^\s>/?]+)/g)]
    .map(([, name]) => name)
    .find((name) => !known.includes(name) && name !== '?xml');
  return found === undefined ? null : `there is an element ${found}`;
}

function markdown(output) {
  const kinds = new Set();
  marked.walkTokens(marked.lexer(output), (token) => {
    if (!/^(?:https?:|www\.|[^[]+@)/.test(token.raw)) kinds.add(token.type);
  });
  const wrong = ['link', 'image', 'heading', 'blockquote', 'hr'].find((kind) => kinds.has(kind));
  if (wrong !== undefined) return `it has a ${wrong}`;
  const tags = String(marked.parse(output)).match(/<(?!!-- -->)[^>]*>/g) ?? [];
  const tag = tags.find((each) => !OUR_TAGS.test(each));
  if (tag !== undefined) return `it has a tag ${tag.slice(0, 60)}`;
  return output.length <= 65_536 ? null : `it has ${output.length} characters`;
}

function spreadsheet(output) {
  const isFormula = (cell) =>
    /^[\s"]*[=+\-@＝＋－＠]/.test(cell) && !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(cell.trim());
  const cells = [
    parseCsv(output).flat(),
    ...[';', '\t'].map((by) => output.split(/\r\n|[\r\n]/).flatMap((line) => line.split(by))),
  ].flat();
  const found = cells.find(isFormula);
  return found === undefined ? null : `a cell is ${found.slice(0, 50)}`;
}

function github(output) {
  const wrong = output
    .trimEnd()
    .split('\n')
    .find((line) => !/^::(?:error|warning) [^:]*::/.test(line) || ciCommandsIn(`x${line}`).length > 0);
  return wrong === undefined ? null : `it is given ${wrong}`;
}
