// Puts hostile texts into every place where a text may come from outside, and looks at every output with what reads it: a
// terminal emulator, CI systems' rules, a Markdown renderer, an XML parser, a spreadsheet's.
import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { XmlDocument } from 'libxml2-wasm';
import { marked } from 'marked';
import { UsageError } from '../../dist/errors.js';
import { gated, gatedCommands } from '../../dist/output/gate.js';
import { renderBaseline, renderSeriesList } from '../../dist/report/baselines.js';
import { renderCompare } from '../../dist/report/compare-terminal.js';
import { renderDocument } from '../../dist/report/documents/document.js';
import { entriesOfRun } from '../../dist/report/documents/entry.js';
import { renderExplanation } from '../../dist/report/explanation.js';
import { renderAnnotations } from '../../dist/report/github.js';
import { renderJson } from '../../dist/report/json.js';
import { PerformanceLogger } from '../../dist/report/logger.js';
import { parseReport } from '../../dist/report/parse-report.js';
import { renderRun } from '../../dist/report/terminal.js';
import { createGenerator } from '../../dist/statistics/random.js';
import { table } from '../support/table.mjs';
import { below, pick } from './inputs/change.mjs';
import { showOnTerminal } from './names/emulator.mjs';
import { HOSTILE_TEXTS, withText } from './names/hostile-texts.mjs';
import { ciCommandsIn, unseenIn } from './names/readers.mjs';

export const about = 'hostile names through every output';
export const options = { names: { type: 'string', default: '100' } };

const OPTIONS = { color: false, width: 100, quiet: false };
const MOST_SECONDS = 5;

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
  const entries = (text) => entriesOfRun(withText(report, text));
  const drawn = (draw) => ({ write: (text) => gated(draw(text)), reads: [terminal, ciSystems, eyes] });
  const { environment } = report;
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
    errors: drawn((text) => `error: ${new UsageError(`There is no ${text}.`).message}\n`),
    warnings: drawn((text) => `warning: ${text}\n`),
    log: drawn((text) => logged('text', text, report)),
    'JSON log': { write: (text) => logged('json', text, report), reads: [jsonLines, ciSystems, eyes] },
    text: drawn((text) => renderDocument('text', entries(text))),
    markdown: { write: (text) => renderDocument('markdown', entries(text)), reads: [markdown, ciSystems, eyes] },
    junit: { write: (text) => renderDocument('junit', entries(text)), reads: [xml, ciSystems, eyes] },
    csv: { write: (text) => renderDocument('csv', entries(text)), reads: [spreadsheet, ciSystems, eyes] },
    json: { write: (text) => renderJson(withText({ ...report, environment }, text)), reads: [json, ciSystems, eyes] },
    annotations: { write: (text) => gatedCommands(renderAnnotations(entries(text))), reads: [github, eyes] },
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

function ciSystems(output) {
  return ciCommandsIn(output)[0] ?? null;
}

function eyes(output) {
  const unseen = unseenIn(output);
  return unseen === null ? null : `${JSON.stringify(unseen)} is not seen`;
}

function json(output) {
  JSON.parse(output);
  return gated(output) === output ? null : 'the gate would change it';
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
  const wrong = ['link', 'image', 'heading', 'blockquote', 'hr', 'list'].find((kind) => kinds.has(kind));
  if (wrong !== undefined) return `it has a ${wrong}`;
  return output.length <= 65_536 ? null : `it has ${output.length} characters`;
}

function spreadsheet(output) {
  const isFormula = (cell) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell) && !/^-?\d/.test(cell.trim());
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
