// Renders a large made-up suite once, in this fresh process, and answers what that cost.
import { renderDocument } from '../../dist/report/documents/document.js';
import { entriesOfRun } from '../../dist/report/documents/entry.js';
import { renderJson, runJson } from '../../dist/report/json.js';
import { parseReport } from '../../dist/report/parse-report.js';
import { suite } from './suite.mjs';

const [format, count] = process.argv.slice(2);

await parseReport(renderJson(suite(2)), 'the made-up suite');
const report = suite(Number(count));
globalThis.gc();
const before = process.memoryUsage.rss();
const started = process.cpuUsage();
const startedAt = performance.now();
let bytes = 0;
let most = before;
let written = 0;
for (const piece of pieces()) {
  bytes += Buffer.byteLength(piece);
  // Asking takes longer than rendering a test.
  if (written++ % 100 === 0) most = Math.max(most, process.memoryUsage.rss());
}
most = Math.max(most, process.memoryUsage.rss());
const { user, system } = process.cpuUsage(started);
const seconds = (performance.now() - startedAt) / 1000;
const native = format === 'json' ? nativeSeconds() : null;
console.log(JSON.stringify({ seconds, native, cpu: (user + system) / 1e6, bytes, grown: most - before }));

// The same results by V8 alone: on one line each, with their keys in no order.
function nativeSeconds() {
  globalThis.gc();
  const startedAt = performance.now();
  for (const result of report.results) Buffer.byteLength(JSON.stringify(result));
  return (performance.now() - startedAt) / 1000;
}

function pieces() {
  return format === 'json' ? runJson(report) : [renderDocument(format, entriesOfRun(report))];
}
