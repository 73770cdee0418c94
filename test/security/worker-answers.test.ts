// A worker shares its process with the code under test. Whatever comes out of it, the tests beside it keep their results, and
// what does not hold fails its own test by name.
import { join } from 'node:path';
import { assert, constantFrom, double, json, property, record, uint8Array } from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { locationOf } from '../../src/measure/location.ts';
import { checkAnswer } from '../../src/measure/processes/answers.ts';
import { watchBuiltIns } from '../../src/measure/processes/built-ins.ts';
import { FrameReader, frameOf, LONGEST_MESSAGE } from '../../src/measure/processes/framing.ts';
import type { MeasureRequest } from '../../src/measure/processes/protocol.ts';
import { createWorkerPool } from '../../src/measure/processes/worker-process.ts';
import type { Observation } from '../../src/model/measurement.ts';
import type { RunReport } from '../../src/model/result.ts';
import { recorder } from '../cli/recorder.ts';
import { evenkeel, performanceFile, project } from '../end-to-end/command.ts';
import { outsideCi } from '../framework/fixtures.ts';
import { programs } from '../measure/processes/built.ts';

const HOSTILE = { ...programs, worker: join(import.meta.dirname, 'programs', 'hostile-worker.mjs') };

const QUICK = '{ iterations: 3, warmupIterations: 0, processes: 1, maxDuration: 0.05, tolerancePercent: 300 }';

/** What a worker may claim, and what is said of it. */
const CLAIMS: Readonly<Record<string, RegExp>> = {
  'no message': /response/,
  'no kind': /kind/,
  'another kind': /kind/,
  'not asked': /sent an answer that was not asked for/,
  'no measurement': /measurement/,
  'no samples': /measurement\.samples/,
  'null samples': /measurement\.samples/,
  'NaN samples': /measurement\.samples/,
  'negative samples': /measurement\.samples/,
  'endless samples': /its samples took longer \(1e\+308 s\)/,
  'infinite samples': /measurement\.samples/,
  'samples of text': /measurement\.samples/,
  'too many samples': /it has 1000000 samples, and at most 3 were asked for/,
  'samples that are not there': /list of samples is longer/,
  'a location of its own': /location is not that of its samples/,
  'no time at all': /measurement\.location/,
  'processor time of a century': /more processor time than there was/,
  'calls without number': /measurement\.callsPerSample/,
  'a year of 9999': /measurement\.startedAt/,
  'another round': /another round/,
  'a field too many': /measurement\.verdict/,
  'a control kernel of its own': /the control kernel took longer/,
  'an observation of its own': /measurement\.observations\.0/,
  'a fallback without name': /measurement\.fallbacks\.0/,
  'metric: none': /it has 0 figures, and 3 to 3 were asked for/,
  'metric: too many': /it has 1000000 figures/,
  'metric: not there': /list of figures is longer/,
  'metric: NaN': /figures\.1/,
  'metric: negative': /figures\.1/,
  'metric: beyond all bounds': /figures\.0/,
  'metric: text': /figures\.0/,
  'metric: a time': /sent an answer that was not asked for/,
  'metric: a field too many': /unit/,
  'figures of a time': /sent an answer that was not asked for/,
  'an error without message': /error/,
  'bytes of text': /a message of \d+ bytes, as its first four say/,
  'bytes of another': /it is not by evenkeel/,
  'bytes of no value': /bytes that are no message/,
  'bytes without end': /a message of 4294967295 bytes/,
  'bytes too few': /too short/,
};

describe('a worker that makes false claims', () => {
  beforeEach(outsideCi);

  async function runHostile(tests: readonly string[], collected = '') {
    vi.stubEnv('HOSTILE_TESTS', tests.join('\n'));
    vi.stubEnv('HOSTILE_COLLECTED', collected);
    const cwd = project({ 'a.perf.js': '' });
    const { terminal, written } = recorder();
    const flags = { cache: join(cwd, 'cache'), json: '-', confirm: 'history' } as const;
    const exitCode = await run([cwd], flags, terminal, { pool: createWorkerPool(HOSTILE) });
    return { exitCode, report: JSON.parse(written.out) as RunReport };
  }

  it('fails the test by name each time, and the tests before and after it have their results', async () => {
    const names = Object.keys(CLAIMS);
    const { exitCode, report } = await runHostile(['good', 'metric: good', ...names]);
    expect(report.results.map(({ testName, recording }) => [testName, recording.state])).toEqual([
      ['good', 'recorded'],
      ['metric: good', 'recorded'],
    ]);
    const said = Object.fromEntries(report.failures.map(({ testName, message }) => [testName, message]));
    const expected = Object.entries(CLAIMS).map(([name, words]) => [name, expect.stringMatching(words)]);
    expect(said).toEqual(Object.fromEntries(expected));
    expect(exitCode).toBe(2);
  });

  it.each([
    ['null', /tests/],
    ['options', /tests\.0\.options/],
    ['metric', /tests\.0: what it returns is not told/],
    ['scatter', /tests\.0\.metric\.scatter/],
  ])('fails a file whose tests are none: %s', async (collected, words) => {
    const { exitCode, report } = await runHostile([], collected);
    expect(report.failures).toEqual([expect.objectContaining({ testName: null, reason: 'invalid_answer' })]);
    expect(report.failures[0]!.message).toMatch(words);
    expect(exitCode).toBe(2);
  });
});

it('replaced are only functions that are others by now', () => {
  const replaced = watchBuiltIns();
  expect(replaced()).toEqual([]);
  const { sign } = Math;
  Math.sign = () => 0;
  try {
    expect(replaced()).toEqual(['Math.sign']);
  } finally {
    Math.sign = sign;
  }
});

describe('a test of the built command', () => {
  const good = (name: string) => `perf('${name}', sort, ${QUICK});`;

  async function runBuilt(hostile: readonly string[]) {
    const cwd = project({
      'a.perf.js': performanceFile(good('before')),
      'b.perf.js': performanceFile(...hostile),
      'c.perf.js': performanceFile(good('after')),
    });
    const { exitCode, out, err } = await evenkeel(['run', '--json', '-', '--confirm', 'history'], { cwd });
    expect(out, err).not.toBe('');
    return { exitCode, report: JSON.parse(out) as RunReport };
  }

  const measuredIn = ({ results }: RunReport) => results.map(({ testName }) => testName);

  it.each([
    ['writes junk to the channel', "writeSync(3, 'junk');"],
    ['writes lines of JSON to it', 'writeSync(3, JSON.stringify({ kind: "measured", measurement: null }) + "\\n");'],
    ['writes for ever', "for (;;) writeSync(3, Buffer.alloc(65536, 'x'));"],
    ['closes it', 'closeSync(3);'],
  ])('that %s fails alone', async (_, statement) => {
    const imports = "import { closeSync, writeSync } from 'node:fs';";
    const { exitCode, report } = await runBuilt([imports, `perf('hostile', () => { ${statement} }, ${QUICK});`]);
    expect(measuredIn(report)).toEqual(['before', 'after']);
    expect(report.failures).toEqual([expect.objectContaining({ testName: 'hostile', file: 'b.perf.js' })]);
    expect(exitCode).toBe(2);
  });

  it.each([
    ['Number.prototype.toPrecision', 'Number.prototype.toPrecision = () => "none";'],
    ['Array.prototype.map', 'Array.prototype.map = () => [];'],
    [
      'Float64Array.prototype.sort',
      'Object.getPrototypeOf(Float64Array.prototype).sort = function () { return this.fill(1); };',
    ],
  ])('that replaces %s fails alone, and what it replaced is named', async (name, statement) => {
    const { exitCode, report } = await runBuilt([
      `perf('hostile', () => 1, { ...${QUICK}, setup: () => { ${statement} } });`,
    ]);
    expect(measuredIn(report)).toEqual(['before', 'after']);
    expect(report.failures.map(({ testName }) => testName)).toEqual(['hostile']);
    const [{ reason, message }] = report.failures as [RunReport['failures'][number]];
    if (reason === 'invalid_answer') expect(message).toContain(name);
    expect(exitCode).toBe(2);
  });

  it.each([
    [
      'the functions of Math',
      'for (const name of Object.getOwnPropertyNames(Math)) if (typeof Math[name] === "function") Math[name] = () => 0;',
    ],
    ['JSON', 'JSON.stringify = JSON.parse = () => null;'],
    [
      'what reads clocks and processor time',
      'performance.now = Date.now = () => 0; process.resourceUsage = process.hrtime = () => null;',
    ],
    ['what adds to lists', 'Array.prototype.push = function () { return 0; };'],
    ['process.send', 'process.send = () => true; process.exit = () => undefined;'],
    [
      'what objects inherit',
      'Object.prototype.toJSON = () => null; Object.prototype.kind = "failed"; Object.prototype.samples = [];',
    ],
  ])('that replaces %s is measured all the same', async (_, statement) => {
    const { report } = await runBuilt([`perf('hostile', sort, { ...${QUICK}, setup: () => { ${statement} } });`]);
    expect(report.failures).toEqual([]);
    expect(measuredIn(report)).toEqual(['before', 'hostile', 'after']);
    const [before, hostile] = report.results as [RunReport['results'][number], RunReport['results'][number]];
    // The same function, within what a busy machine does to it.
    expect(hostile.estimate / before.estimate).toBeGreaterThan(0.02);
    expect(hostile.estimate / before.estimate).toBeLessThan(50);
  });
});

describe('a reader of messages', () => {
  const reading = (chunks: readonly Uint8Array[], prefixBytes = 0) => {
    const reader = new FrameReader(prefixBytes);
    return chunks.flatMap((chunk) => reader.take(chunk));
  };

  it('reads what was written, however it is cut', () => {
    const prefix = Buffer.from('0123456789abcdef');
    const messages = [{ a: [1, Number.NaN, undefined] }, 'text', null, { long: 'x'.repeat(100_000) }];
    const bytes = Buffer.concat(messages.map((message) => frameOf(message, prefix)));
    for (const size of [1, 3, 4096, bytes.length]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(reading(chunks, 16)).toEqual(messages.map((message) => ({ kind: 'message', prefix, message })));
    }
  });

  it('takes any bytes, throws for none, and reads nothing after junk', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), uint8Array({ maxLength: 200 }), (one, other) => {
        const frames = reading([one, other], 16);
        expect(frames.slice(0, -1).every(({ kind }) => kind === 'message')).toBe(true);
      }),
      { numRuns: 5000 },
    );
    const sound = frameOf('sound');
    expect(reading([Buffer.from('junk'), sound])).toEqual([{ kind: 'junk', why: expect.any(String) }]);
  });

  it('holds no more than a message may have', () => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(LONGEST_MESSAGE + 1);
    expect(reading([head])).toEqual([{ kind: 'junk', why: expect.stringContaining(String(LONGEST_MESSAGE + 1)) }]);
  });
});

describe('checkAnswer', () => {
  const request: MeasureRequest = {
    kind: 'measure',
    load: { file: '/t.perf.js', loader: 'node', cacheDirectory: null },
    testName: 't',
    side: 'candidate',
    options: { iterations: 3, warmupIterations: 0, maxDuration: 1 },
    place: { round: 1, position: 2 },
  };
  const measurement = {
    round: 1,
    position: 2,
    startedAt: '2026-01-02T03:04:05.678Z',
    callsPerSample: 4,
    samples: [0.001, 0.002, 0.003],
    control: [0.0001],
    cpuTime: 0.001,
    controlCpuTime: null,
    interruptions: 0.5,
    location: locationOf([0.001, 0.002, 0.003]),
    emptyCall: 1e-9,
    timingShare: 0.001,
    collectedGarbage: true,
    stoppedEarly: null,
  };
  const asked = { request, elapsed: 1 };
  const answer = (over: object) => ({
    response: { kind: 'measured', measurement: { ...measurement, ...over } },
    replaced: [],
  });

  it('lets pass what holds', () => {
    expect(checkAnswer(answer({}), asked)).toMatchObject({ kind: 'holds', response: { measurement } });
  });

  const noticed: { readonly [Kind in Observation['kind']]: Omit<Extract<Observation, { kind: Kind }>, 'kind'> } = {
    returns_function: {},
    returns_promises: {},
    returns_running: {},
    returns_stream: {},
    returns_observable: {},
    leaves_running: {},
    changes_input: { fresh: 1, used: 0.5 },
    changes_state: { name: 'rows', fresh: 1, used: 2 },
    grows_state: { name: 'sink', entries: 1 },
    slow_globals: { seconds: 1e-7 },
  };
  it.each(Object.entries(noticed))('lets pass that %s was noticed, with what belongs to it', (kind, fields) => {
    const noticing = (over: object) =>
      checkAnswer(answer({ observations: [{ kind, ...fields, ...over }] }), asked).kind;
    expect(noticing({})).toBe('holds');
    expect(noticing({ more: 1 })).toBe('invalid');
    for (const field of Object.keys(fields)) expect(noticing({ [field]: null })).toBe('invalid');
  });

  it('lets pass no time that there was not', () => {
    expect(checkAnswer(answer({}), { request, elapsed: 0 })).toMatchObject({ kind: 'holds' });
    expect(checkAnswer(answer({ callsPerSample: 1000 }), asked)).toMatchObject({ kind: 'invalid' });
  });

  it('takes whatever it is given, and throws for nothing', () => {
    const fields = Object.keys(measurement);
    const odd = constantFrom<unknown>(
      null,
      undefined,
      -1,
      0,
      '',
      [],
      {},
      Number.NaN,
      1e308,
      new Map(),
      true,
      [null],
      10n,
    );
    assert(
      property(record({ field: constantFrom(...fields), value: odd }), ({ field, value }) => {
        checkAnswer(answer({ [field]: value }), asked);
      }),
      { numRuns: 2000 },
    );
    assert(
      property(json(), (text) => {
        const value: unknown = JSON.parse(text);
        expect(checkAnswer(value, asked).kind).toBe('invalid');
        checkAnswer({ response: value, replaced: [] }, asked);
      }),
      { numRuns: 2000 },
    );
  });

  it('believes no number that is not one of a measurement', () => {
    assert(
      property(double(), (value) => {
        const { kind } = checkAnswer(answer({ samples: [value, value], location: value }), asked);
        expect(kind).toBe(value > 0 && value * 8 <= 1.1 ? 'holds' : 'invalid');
      }),
      { numRuns: 2000 },
    );
  });
});
