// A worker that knows evenkeel's secret and says whatever the name of the test asks for: what a test could do that goes out
// of its way.
import { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

const channel = new Socket({ fd: 3, readable: true, writable: true });
let held = Buffer.alloc(0);
let secret = null;

const TESTS = process.env.HOSTILE_TESTS.split('\n');

/** What measuring a millisecond comes to. */
const measured = (place, over = {}) => ({
  kind: 'measured',
  measurement: {
    ...place,
    startedAt: new Date().toISOString(),
    callsPerSample: 1,
    samples: [1e-3, 1e-3, 1e-3],
    control: [1e-4],
    cpuTime: 1e-3,
    controlCpuTime: 1e-4,
    interruptions: 0,
    location: 1e-3,
    emptyCall: 1e-9,
    timingShare: 1e-5,
    collectedGarbage: true,
    stoppedEarly: null,
    ...over,
  },
});

const sparse = (length) => Object.assign([], { length });

/** What it answers to a request, by the name of the test. */
const ANSWERS = {
  good: (place) => measured(place),
  'no message': () => null,
  'no kind': () => ({ measurement: {} }),
  'another kind': () => ({ kind: 'accepted' }),
  'not asked': () => ({ kind: 'ran' }),
  'no measurement': () => ({ kind: 'measured' }),
  'no samples': (place) => measured(place, { samples: [] }),
  'null samples': (place) => measured(place, { samples: null }),
  'NaN samples': (place) => measured(place, { samples: [Number.NaN], location: Number.NaN }),
  'negative samples': (place) => measured(place, { samples: [-1, -1], location: -1 }),
  'endless samples': (place) => measured(place, { samples: [1e308], location: 1e308 }),
  'infinite samples': (place) => measured(place, { samples: [1 / 0], location: 1 / 0 }),
  'samples of text': (place) => measured(place, { samples: ['1e-3', '1e-3'] }),
  'too many samples': (place) => measured(place, { samples: new Array(1e6).fill(1e-3) }),
  'samples that are not there': (place) => measured(place, { samples: sparse(2 ** 32 - 1) }),
  'a location of its own': (place) => measured(place, { location: 1e-4 }),
  'no time at all': (place) => measured(place, { samples: [0, 0], location: 0 }),
  'processor time of a century': (place) => measured(place, { cpuTime: 3e9 }),
  'calls without number': (place) => measured(place, { callsPerSample: 1.5 }),
  'a year of 9999': (place) => measured(place, { startedAt: '+009999-12-31' }),
  'another round': ({ position }) => measured({ round: 99, position }),
  'a field too many': (place) => measured(place, { verdict: 'pass' }),
  'a control kernel of its own': (place) => measured(place, { control: [1e9] }),
  'an observation of its own': (place) => measured(place, { observations: [{ kind: 'all is well' }] }),
  'a fallback without name': (place) => measured(place, { fallbacks: [{}] }),
  'metric: good': () => ({ kind: 'figures', figures: [1, 0, 2] }),
  'metric: none': () => ({ kind: 'figures', figures: [] }),
  'metric: too many': () => ({ kind: 'figures', figures: new Array(1e6).fill(1) }),
  'metric: not there': () => ({ kind: 'figures', figures: sparse(2 ** 32 - 1) }),
  'metric: NaN': () => ({ kind: 'figures', figures: [1, Number.NaN, 1] }),
  'metric: negative': () => ({ kind: 'figures', figures: [1, -1, 1] }),
  'metric: beyond all bounds': () => ({ kind: 'figures', figures: [1e300, 1e300, 1e300] }),
  'metric: text': () => ({ kind: 'figures', figures: ['1', '1', '1'] }),
  'metric: a time': () => measured({ round: 0, position: 0 }),
  'metric: a field too many': () => ({ kind: 'figures', figures: [1, 1, 1], unit: 'bytes' }),
  'figures of a time': () => ({ kind: 'figures', figures: [1, 1, 1] }),
  'an error without message': () => ({ kind: 'failed', error: null }),
};

/** What it writes that is no answer at all. */
const BYTES = {
  'bytes of text': () => Buffer.from('{"kind":"measured"}\n'),
  'bytes of another': (answer) => frame(Buffer.alloc(16, 1), answer),
  'bytes of no value': () => Buffer.concat([length(20), secret, Buffer.from('junk')]),
  'bytes without end': () => length(2 ** 32 - 1),
  'bytes too few': () => length(3),
};

function length(bytes) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  return head;
}

function frame(prefix, response, replaced = []) {
  const content = serialize({ response, replaced });
  return Buffer.concat([length(prefix.length + content.length), prefix, content]);
}

function answer(request) {
  if (request.kind === 'collect') return channel.write(frame(secret, collected(), []));
  const { testName, place } = request;
  if (testName in BYTES) return channel.write(BYTES[testName](measured(place)));
  channel.write(frame(secret, ANSWERS[testName](place)));
}

const METRIC = { name: 'value', unit: 'rows', better: 'lower', scatter: 'counted' };

function collected() {
  const options = { iterations: 3, processes: 1 };
  const forged = process.env.HOSTILE_COLLECTED;
  if (forged === 'null') return { kind: 'collected', tests: null };
  if (forged === 'options')
    return { kind: 'collected', tests: [{ kind: 'test', name: 'a', options: { timeLimit: NaN } }] };
  if (forged === 'metric') return { kind: 'collected', tests: [{ kind: 'metric', name: 'a', options: {} }] };
  if (forged === 'scatter')
    return {
      kind: 'collected',
      tests: [{ kind: 'metric', name: 'a', options: {}, metric: { ...METRIC, scatter: 'none' } }],
    };
  const declared = (name) =>
    name.startsWith('metric') ? { kind: 'metric', name, options, metric: METRIC } : { kind: 'test', name, options };
  return { kind: 'collected', tests: TESTS.map(declared) };
}

channel.on('data', (chunk) => {
  held = Buffer.concat([held, chunk]);
  if (secret === null && held.length >= 16) {
    secret = held.subarray(0, 16);
    held = held.subarray(16);
    channel.write(frame(secret, { kind: 'ready' }));
  }
  if (held.length < 4 || held.length < 4 + held.readUInt32BE()) return;
  // So that what it claims to have measured fits into the time that it had.
  setTimeout(() => answer(deserialize(held.subarray(4))), 20);
});
channel.on('close', () => process.exit());
