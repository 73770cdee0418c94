// Whether verdicts can be trusted: false alarms on unchanged code, and slow-downs of known size that are caught.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../dist/errors.js';
import { LOADS } from './detection/load.mjs';
import { conditions } from './support/conditions.mjs';

const USAGE = `node bench/detection.mjs [--minutes 45]: everything, recorded anew
node bench/detection.mjs record --out FILE [--minutes 45] [--repeat 24 | --unchanged] [--load steady|bursts] [--pause-while FILE]
node bench/detection.mjs judge FILE... [--half even|odd]
node bench/detection.mjs soak --out FILE [--minutes 45] [--suite workloads|held-out] [--only unchanged|changed] [--after RUNS] [--pause-while FILE]
node bench/detection.mjs compare-soak --out FILE [--minutes 45] [--suite workloads|held-out] [--pause-while FILE]
node bench/detection.mjs tally FILE...
node bench/detection.mjs compare-tally FILE...
node bench/detection.mjs resample [FILE...] [--trials 1000] [--seed 1] [--shared ../shared]
node bench/detection.mjs pair-figures [FILE...] [--trials 1000] [--seed 1] [--shared ../shared]
node bench/detection.mjs replay [--shared ../shared] [--half even|odd]
node bench/detection.mjs curve [--shared ../shared]
node bench/detection.mjs suspicion [FILE...] [--shared ../shared]
node bench/detection.mjs simulate [--series 100]
node bench/detection.mjs ablate [--shared ../shared] [--half even|odd] [--series 100]
node bench/detection.mjs cost`;

// Each loads what it needs and no more: what judges has no part in a recording.
const commands = {
  all: async ({ flags }) => {
    const directory = mkdtempSync(join(tmpdir(), 'evenkeel-detection-'));
    try {
      const out = join(directory, 'live.jsonl');
      await commands.record({ flags: { ...flags, out } });
      await commands.judge({ files: [out], flags });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
    await commands.cost();
    await commands.replay({ flags });
  },
  record: async ({ flags }) => {
    if (flags.out === undefined) throw new UsageError('record: say where to with --out FILE.');
    const { out, load, unchanged, 'pause-while': pauseWhile } = flags;
    if (load !== undefined && !Object.hasOwn(LOADS, load))
      throw new UsageError(`--load is steady or bursts, not ${load}.`);
    const [minutes, repeat] = ['minutes', 'repeat'].map((name) => numberOf(name, flags));
    const { record } = await import('./detection/record.mjs');
    await record({ out, minutes, repeat, unchanged, pauseWhile, load });
  },
  judge: async ({ files, flags }) => {
    if (files.length === 0) throw new UsageError('judge: name the recordings to judge.');
    const { readLive } = await import('./detection/recordings.mjs');
    const { reportOn } = await import('./detection/report.mjs');
    const recordings = files.map(readLive);
    printHead('Live recordings');
    console.log(await reportOn(recordings, halfOf(flags)));
  },
  soak: async ({ flags }) => {
    const { out, 'pause-while': pauseWhile } = flags;
    if (out === undefined) throw new UsageError('soak: say where to with --out FILE.');
    const { soak } = await import('./detection/soak.mjs');
    const { suite, only } = flags;
    const after = flags.after === undefined ? undefined : numberOf('after', flags);
    await soak({ out, minutes: numberOf('minutes', flags), pauseWhile, suite, only, after });
    await commands.tally({ files: [out] });
  },
  'compare-soak': async ({ flags }) => {
    const { out, suite, 'pause-while': pauseWhile } = flags;
    if (out === undefined) throw new UsageError('compare-soak: say where to with --out FILE.');
    const { compareSoak } = await import('./detection/compare-soak.mjs');
    await compareSoak({ out, minutes: numberOf('minutes', flags), pauseWhile, suite });
    await commands['compare-tally']({ files: [out] });
  },
  'compare-tally': async ({ files }) => {
    if (files.length === 0) throw new UsageError('compare-tally: name what `compare-soak` wrote.');
    const { readSoak } = await import('./detection/tally.mjs');
    const { compareTally } = await import('./detection/compare-soak.mjs');
    printHead('Whole comparisons');
    console.log(compareTally(files.map(readSoak)));
  },
  tally: async ({ files }) => {
    if (files.length === 0) throw new UsageError('tally: name what `soak` wrote.');
    const { readSoak, tally } = await import('./detection/tally.mjs');
    printHead('Whole runs');
    console.log(tally(files.map(readSoak)));
  },
  resample: async ({ files, flags }) => {
    const { resample } = await import('./detection/resample.mjs');
    const runs = await recordedPairs(files, flags);
    printHead('Pairs, resampled');
    console.log(resample(runs, drawnAs(flags)));
  },
  'pair-figures': async ({ files, flags }) => {
    const { pairFigures } = await import('./detection/pair-figures.mjs');
    const runs = await recordedPairs(files, flags);
    printHead('The figures of the judge of pairs');
    console.log(await pairFigures(runs, drawnAs(flags)));
  },
  replay: async ({ flags }) => {
    const { replay, requireRecordings } = await import('./detection/replay.mjs');
    requireRecordings(flags.shared);
    printHead('Replayed recordings');
    await replay(flags.shared, halfOf(flags));
  },
  curve: async ({ flags }) => {
    const { replayCurve, requireRecordings } = await import('./detection/replay.mjs');
    requireRecordings(flags.shared);
    printHead('Trade-off on the replayed recordings');
    await replayCurve(flags.shared);
  },
  suspicion: async ({ files, flags }) => {
    const { suspicionTable } = await import('./detection/suspicion.mjs');
    const { noiseRecordings, requireRecordings } = await import('./detection/replay.mjs');
    const { readLive } = await import('./detection/recordings.mjs');
    if (files.length === 0) requireRecordings(flags.shared);
    printHead('Suspicion');
    console.log(await suspicionTable(files.length > 0 ? files.map(readLive) : noiseRecordings(flags.shared)));
  },
  simulate: async ({ flags }) => {
    const { simulate } = await import('./detection/simulate.mjs');
    printHead('Simulated noise');
    console.log(await simulate({ series: numberOf('series', flags) }));
  },
  ablate: async ({ flags }) => {
    const { noiseRecordings, publicData, requireRecordings } = await import('./detection/replay.mjs');
    const { ablation } = await import('./detection/ablate.mjs');
    const { shared } = flags;
    requireRecordings(shared);
    printHead('Without a part of the judge');
    const given = { recordings: noiseRecordings(shared), datasets: publicData(shared) };
    console.log(await ablation({ ...given, half: halfOf(flags), series: numberOf('series', flags) }));
  },
  cost: async () => {
    const { costTable } = await import('./detection/cost.mjs');
    printHead('Cost');
    console.log(costTable());
  },
};

try {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      minutes: { type: 'string', default: '45' },
      repeat: { type: 'string', default: '24' },
      unchanged: { type: 'boolean', default: false },
      'pause-while': { type: 'string' },
      suite: { type: 'string' },
      trials: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      after: { type: 'string' },
      half: { type: 'string' },
      series: { type: 'string', default: '100' },
      load: { type: 'string' },
      shared: { type: 'string', default: '../shared' },
    },
  });
  const [name = 'all', ...files] = positionals;
  const command = commands[name];
  if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}.\n${USAGE}`);
  await command({ files, flags });
} catch (error) {
  if (!(error instanceof UsageError) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

// What `compare-soak` wrote, or the recorded noise.
async function recordedPairs(files, { shared }) {
  const { readSoak } = await import('./detection/tally.mjs');
  if (files.length > 0) return files.flatMap(readSoak);
  const { requireRecordings, turnsNoise } = await import('./detection/replay.mjs');
  requireRecordings(shared);
  return turnsNoise(shared);
}

function drawnAs(flags) {
  return { trials: numberOf('trials', flags), seed: numberOf('seed', flags), tests: 12 };
}

function printHead(title) {
  console.log(`## ${title}\n\n${conditions('npm run bench:detection')}\n`);
}

function numberOf(name, flags) {
  const value = Number(flags[name]);
  if (!(value > 0)) throw new UsageError(`--${name} must be a number above 0, not ${flags[name]}.`);
  return value;
}

function halfOf({ half = null }) {
  if (half !== null && half !== 'even' && half !== 'odd') throw new UsageError(`--half is even or odd, not ${half}.`);
  return half;
}
