// How long `evenkeel ingest` takes for large files of Go's benchmarks, and how much memory.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../support/table.mjs';

const COMMAND = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.cjs');
/** 10, 100 and 300 MB of 10,000 benchmarks; and 100 MB of few, whose lines follow each other as `-count` prints them. */
const FILES = [
  { benchmarks: 10_000, lines: 17 },
  { benchmarks: 10_000, lines: 164 },
  { benchmarks: 10_000, lines: 490 },
  { benchmarks: 100, lines: 16_400 },
];

/** Writes files of several sizes and has the built command read them. */
export async function speed() {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  try {
    const rows = FILES.map((file) => measured(directory, file));
    console.log(table(['file', 'benchmarks', 'seconds', 'peak memory'], rows));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function measured(directory, { benchmarks, lines }) {
  const path = join(directory, 'bench.txt');
  write(path, benchmarks, lines);
  const start = performance.now();
  const script = `process.argv = [process.argv[0], 'evenkeel', 'ingest', ${JSON.stringify(path)}, '--no-record', '--quiet'];
    process.on('exit', () => process.stderr.write('MEMORY ' + process.resourceUsage().maxRSS));
    require(${JSON.stringify(COMMAND)});`;
  const { stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: directory, encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  const kilobytes = Number(/MEMORY (\d+)/.exec(stderr)?.[1]);
  if (status !== 0) throw new Error(`evenkeel ingest ended with ${status}: ${stderr}`);
  const size = `${(statSync(path).size / 1e6).toFixed(0)} MB`;
  return [size, String(benchmarks), seconds.toFixed(1), `${(kilobytes / 1000).toFixed(0)} MB`];
}

function write(path, benchmarks, lines) {
  const file = openSync(path, 'w');
  writeSync(file, 'goos: linux\ngoarch: amd64\npkg: example.org/bench\n');
  for (let line = 0; line < lines; line++) {
    let text = '';
    for (let i = 0; i < benchmarks; i++) {
      text += `BenchmarkTask/size=${i}-8  \t  123456\t  ${9000 + ((i * 7 + line * 13) % 97)} ns/op\t  128 B/op\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
}
