import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showOnTerminal } from '../../bench/faults/names/emulator.mjs';
import { HOSTILE_TEXTS, withText } from '../../bench/faults/names/hostile-texts.mjs';
import { ciCommandsIn, unseenIn, withoutPaint } from '../../bench/faults/names/readers.mjs';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { type TerminalProcess, terminalOf } from '../../src/cli/terminal.ts';
import { MeasurementError, UsageError } from '../../src/errors.ts';
import { inertJson } from '../../src/output/escaped.ts';
import { sanitized } from '../../src/output/sanitize.ts';
import { renderBaseline, renderSeriesList } from '../../src/report/baselines.ts';
import { renderDoctor } from '../../src/report/doctor.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { renderJson } from '../../src/report/json.ts';
import { PerformanceLogger } from '../../src/report/logger.ts';
import { renderCompare } from '../../src/report/terminal/render-compare.ts';
import { renderRun } from '../../src/report/terminal/render-run.ts';
import { runRecord } from '../baselines/records.ts';
import { command } from '../cli/recorder.ts';
import { findings } from '../environment/doctor/findings.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { compareReport } from '../report/compare-fixtures.ts';
import { baseline, environment, overviews, records, report, testResult } from '../report/fixtures.ts';
import { sources } from './surroundings.ts';

const texts = Object.entries(HOSTILE_TEXTS);
// Longer than what is shown of any.
const tooLong = texts.map(([, text]) => text).filter((text) => text.length > 10_000);
// One after the other, so that a report of a hundred places has all of them, and the next one has them elsewhere; every
// text in every place is what `npm run bench:faults -- names` has time for.
let at = 0;
const nextText = () => texts[at++ % texts.length]![1].slice(0, 20_000);
const REPORTS = 8;
// In all ways in which they can follow each other.
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...texts.map(([, text]) => text.slice(0, 300))), fc.string({ unit: 'binary' })), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));
// What steers terminals and CI systems, in all combinations.
const steering = fc.string({
  unit: fc.constantFrom(
    '\u001b',
    '[',
    '3',
    '1',
    'm',
    '\r',
    '\n',
    ' ',
    '#',
    ':',
    '-',
    '+',
    '~',
    'vso',
    '\u200b',
    '\u009b',
  ),
});

function expectInert(output: string): void {
  expect(unseenIn(output)).toBe(null);
  expect(ciCommandsIn(output)).toEqual([]);
}

describe('sanitizing', () => {
  it.each(texts)('lets nothing steer or hide: %s', (_what, text) => {
    expectInert(sanitized(text));
    expectInert(sanitized(text, { isPainted: true }));
    expect(sanitized(text)).not.toContain('\u001b');
  });

  it('does so of whatever text, and changes nothing a second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, steering), fc.boolean(), (text, isPainted) => {
        const once = sanitized(text, { isPainted });
        expectInert(once);
        expect(sanitized(once, { isPainted })).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves alone what does nothing', () => {
    const harmless = 'a: b:: c # d ## e\n\tf -- g\r\n日本語 👩‍👩‍👧 ⚠️ 1️⃣ می‌خواهم क्‍ष é e\u0301 −1 µs ≥ ⇄\n';
    expect(sanitized(harmless)).toBe(harmless);
  });

  it('lets the colors of the renderers through where there are any, and no others', () => {
    const painted = '\u001b[1mbold\u001b[22m \u001b[31mred\u001b[39m';
    expect(sanitized(painted, { isPainted: true })).toBe(painted);
    expect(sanitized(painted)).toBe('␛[1mbold␛[22m ␛[31mred␛[39m');
    expect(sanitized('\u001b[7m\u001b[38;5;1m\u001b[2J', { isPainted: true })).toBe('␛[7m␛[38;5;1m␛[2J');
  });

  it.each(texts)('makes a terminal show the text and do nothing: %s', async (_what, text) => {
    const written = sanitized(text);
    const { lines, events } = await showOnTerminal(written);
    const blanks = (line: string) => line.replace(/[\t ]+/g, ' ').trimEnd();
    const expected = written.split(/\r?\n/).map(blanks);
    while (expected.at(-1) === '') expected.pop();
    expect(lines.map(blanks)).toEqual(expected);
    expect(events).toEqual([]);
  });

  it('stands before both streams of the command', () => {
    const stream = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    const process = { stdout: stream(), stderr: stream(), env: {} };
    const terminal = terminalOf(process as unknown as TerminalProcess);
    for (const write of [terminal.out, terminal.draw, terminal.err]) write('\u001b[2J::error::x');
    terminal.redraw('\u001b[2J');
    expect(String(process.stdout.read())).toBe('␛[2J::error::x'.repeat(2));
    expect(String(process.stderr.read())).toBe('␛[2J::error::x\r\u001b[K␛[2J');
  });
});

describe('the source', () => {
  const files = sources().map(({ name, text: code }) => ({ name, code }));
  const thatHave = (pattern: RegExp) => files.filter(({ code }) => pattern.test(code)).map(({ name }) => name);

  it('writes to what people read through the sanitizer alone', () => {
    const writes =
      /\bconsole\s*\.\s*(?:log|error|warn|info|debug|trace|table|dir|group)\b|std(?:out|err)\b[^;\n]*\.(?:write|end|_write|writev)\(|\b_rawDebug\b|\bwriteSync\(\s*[12]\b/;
    const through = /outputTo\((?:process\.)?std(?:out|err)\b/;
    // What a process that runs a test writes is read by the one that started it.
    const own = files.filter(({ name }) => !name.startsWith('measure/processes/'));
    const found = own.flatMap(({ name, code }) =>
      code
        .split('\n')
        .filter((line) => writes.test(line) && !through.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it('gives the streams of this process to those alone that have a reason', () => {
    const streams = /process\.std(?:out|err)\b|\{[^}]*\bstd(?:out|err)\b[^}]*\}\s*(?::|=\s*process\b)/;
    // These speak of the streams of processes that they start.
    const found = thatHave(streams).filter((name) => !/^(?:measure\/processes|revisions)\//.test(name));
    expect(found.sort()).toEqual([
      // Waits until all is written.
      'cli/end.ts',
      // Asks a person.
      'cli/init.ts',
      // Makes outputs of them.
      'cli/terminal.ts',
      'integrations/jest/reporter.ts',
      // Ask how wide they are.
      'integrations/node-test/reporter.ts',
      'integrations/vitest/report-on.ts',
      'report/logger.ts',
    ]);
  });

  it('gives runners nothing to print that has not been sanitized', () => {
    const printed = /\blog(?:ger\.log)?\(|^\s*yield (?!\*)|\bskip\(|\bdiagnostic\(/;
    const found = files
      .filter(({ name }) => /^integrations\/(?:vitest|node-test|jest)\//.test(name))
      .flatMap(({ name, code }) =>
        code
          .split('\n')
          .flatMap((line) =>
            printed.test(line) && !/sanitized|plainText|drawRun/.test(line) ? [`${name}: ${line.trim()}`] : [],
          ),
      );
    expect(found.sort()).toEqual(PRINTED_ELSEWHERE);
  });
});

// What these lines print was made plain where it was made, is Node's own reporter's, or is a report that goes to a file.
const PRINTED_ELSEWHERE: readonly string[] = [
  'integrations/node-test/gather.ts: yield await render(report);',
  'integrations/node-test/process-host.ts: diagnostic(message: string): void;',
  'integrations/node-test/process-host.ts: for (const text of texts) context.diagnostic(text);',
  'integrations/node-test/register.ts: else if (skipped) context.skip(skipped.message);',
  'integrations/node-test/reporter.ts: yield await reportToGithub(report, process.env);',
  'integrations/vitest/measured-test.ts: if (coverage) skip(COVERAGE);',
  "integrations/vitest/report-on.ts: if (annotations !== '') log(annotations);",
  'integrations/vitest/report-on.ts: log(text: string): void;',
  'integrations/vitest/reporter.ts: log: (text) => this.#vitest?.logger.log(text),',
];

describe('errors', () => {
  it('are plain when they are made, so that whoever prints them need not know', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, steering), (text) => {
        for (const error of [new UsageError(text), new MeasurementError(`x: ${text}`)]) {
          expectInert(error.message);
          expect(ciCommandsIn(error.stack!)).toEqual([]);
        }
      }),
    );
  });

  it('are no longer than can be read, and say so', () => {
    const { message } = new UsageError(`begin ${'x'.repeat(20e6)} end`);
    expect(message.length).toBeLessThan(10_100);
    expect(message).toMatch(/^begin x+ … \(19,990,\d+ characters left out\) … x+ end$/);
  });
});

describe('what is drawn', () => {
  const options = { color: false, width: 100 };
  const doctor = {
    kind: 'doctor',
    schemaVersion: 1,
    evenkeelVersion: '1',
    ...findings(),
    environment,
    counters: { instructions: false, reason: 'a' },
    advice: ['a'],
  } as const;
  const drawn: Readonly<Record<string, (text: string | (() => string)) => string>> = {
    run: (text) => renderRun(withText(report, text), options),
    compare: (text) => renderCompare(withText(compareReport, text), { ...options, quiet: false }),
    explanation: (text) => renderExplanation(withText(report, text), '', options),
    doctor: (text) => renderDoctor(withText(doctor, text), options),
    baseline: (text) => renderBaseline(withText(baseline, text), withText(records, text), options),
    series: (text) => renderSeriesList(withText(overviews, text), options),
  };

  it.each(Object.entries(drawn))('has no line that is not its own: %s', (_what, draw) => {
    // Behind a line feed, and wherever a line may be wrapped.
    for (const text of ['x\nFORGED 9 tests: 9 passed', `x ${'FORGED '.repeat(90)}`, `x ${' FORGED ---'.repeat(50)}`]) {
      const lines = draw(text).split('\n');
      expect(lines.filter((line) => line.startsWith('FORGED'))).toEqual([]);
      expect(lines.join('\n')).toContain('FORGED');
    }
  });

  it.each(Object.entries(drawn))('is inert, whatever is in it, and no longer than can be read: %s', (_what, draw) => {
    for (const text of [...tooLong, ...Array<typeof nextText>(REPORTS).fill(nextText)]) {
      const output = sanitized(draw(text));
      expectInert(output);
      expect(output.length).toBeLessThan(2e6);
    }
  });
});

describe('the log', () => {
  it.each(['text', 'json'] as const)('is inert, a line for each event: %s', (format) => {
    const lines: string[] = [];
    const logger = new PerformanceLogger({ level: 'DEBUG', format, write: (line) => lines.push(line) });
    for (const text of texts.map(() => nextText())) {
      logger.logTestStart(text, { [text]: text });
      logger.logTestResult(withText(testResult({ testName: 'x' }), text));
      logger.log({ level: 'INFO', event: 'x', facts: { text }, words: text.replaceAll(/[\r\n]/g, ' ') });
    }
    for (const line of lines) {
      expectInert(line);
      expect(line.trimEnd()).not.toContain('\n');
      if (format === 'json') expect(() => JSON.parse(line)).not.toThrow();
    }
  });
});

describe('JSON', () => {
  it('says the same, and steers nothing', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, steering), (text) => {
        const json = inertJson(JSON.stringify({ [text]: text }, null, 2));
        expectInert(json);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [text]: text })));
        expect(sanitized(json)).toBe(json);
      }),
    );
  });
});

describe('the command', () => {
  const storable = texts.filter(
    ([, text]) => !/[\0\ud800-\udfff]/.test(text.replace(/[\u{10000}-\u{10ffff}]/gu, '')) && text.length < 9000,
  );

  it.each([
    ['an unknown command', (text: string) => [text]],
    ['an unknown option', (text: string) => ['run', `--${text}`]],
    ['a value of an option', (text: string) => ['run', '--processes', text]],
    ['a test that is not stored', (text: string) => ['baseline', 'show', text, '--cache', temporaryDirectory()]],
    ['a report that is not there', (text: string) => ['report', text]],
    ['a configuration that is not there', (text: string) => ['config', '--config', text]],
    ['a cache', (text: string) => ['config', '--cache', text]],
    ['a glob', (text: string) => ['list', `${temporaryDirectory()}/${text}`]],
  ])('says so without obeying: %s', async (_what, args) => {
    for (const [, text] of texts) {
      const { out, err } = await command(args(text.slice(0, 3000)));
      expectInert(out + err);
    }
  });

  it('begins no line of its messages with what somebody else wrote', async () => {
    const { err } = await command(['report', 'x\nFORGED 9 tests: 9 passed in 1.00 s\n\nFORGED']);
    expect(err).toMatch(/^error: .*\n {2}FORGED 9 tests/);
    expect(err).not.toMatch(/^FORGED/m);
  });

  it.each(['', '--json'])('shows a configuration that can be read again: %s', async (flag) => {
    const directory = temporaryDirectory();
    for (const [, text] of storable) {
      // A setting is on one line.
      if (/[\r\n]/.test(text)) continue;
      const file = join(directory, 'evenkeel.toml');
      writeFileSync(file, `prepare = ${JSON.stringify(text).replaceAll('\u007f', '\\u007f')}\n`);
      const { exitCode, out, err } = await command(['config', '--config', file, ...(flag ? [flag] : [])]);
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expectInert(out);
      const other = join(directory, 'other.toml');
      if (flag) expect(JSON.parse(out).settings.prepare.value).toBe(text);
      else {
        writeFileSync(other, out);
        const again = await command(['config', '--config', other, '--json']);
        expect(JSON.parse(again.out).settings.prepare.value).toBe(text);
      }
    }
  });

  it('shows what is in a store, and what it warns of, and obeys none of it', async () => {
    outsideCi();
    const directory = temporaryDirectory();
    const store = await openSqliteStore({ directory });
    await store.append(
      storable.flatMap(([, text], i) => [
        runRecord(i, { testName: text, environmentKey: text, runId: text.slice(0, 100), branch: text.slice(0, 100) }),
        runRecord(i + 1, { testName: text, environmentKey: text, status: 'regression', estimate: 0.01 }),
      ]),
    );
    await store.close();
    const args = [
      ['baseline', 'list'],
      ['baseline', 'show', storable[0]![1]],
      ['baseline', 'show', 'nothing'],
      ['baseline', 'list', '--env', 'nothing'],
      ['baseline', 'show', 'nothing', '--env', 'nothing'],
      ['baseline', 'export', '-'],
      ['baseline', 'accept', '--all'],
      ['baseline', 'remove', '--all', '--env', 'nothing'],
      ...['text', 'markdown', 'junit', 'csv', 'json'].map((format) => ['report', '--format', format]),
    ];
    for (const each of args) {
      for (const color of [false, true]) {
        const { out, err } = await command([...each, '--cache', directory], { color });
        expectInert(out + err);
        expect((out + err).length).toBeGreaterThan(10);
      }
    }
  });

  it.each(['text', 'markdown', 'junit', 'csv', 'json'])(
    'reports on a run whose texts are all hostile: %s',
    async (format) => {
      const file = join(temporaryDirectory(), 'run.json');
      for (let i = 0; i < REPORTS; i++) {
        writeFileSync(file, renderJson(withText(report, nextText)));
        const { exitCode, out, err } = await command(['report', file, '--format', format], { color: true });
        expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
        expectInert(out);
      }
    },
  );

  it('does not take its own colors for others', () => {
    expect(withoutPaint(sanitized(renderRun(report, { color: true, width: 100 }), { isPainted: true }))).toBe(
      renderRun(report, { color: false, width: 100 }),
    );
  });
});
