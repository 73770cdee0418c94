// Commands: `evenkeel time` beside hyperfine, and what pairs of commands show.
import { parseArgs } from 'node:util';
import { UsageError } from '../dist/errors.js';

const USAGE = `node bench/commands.mjs [--turns 5] [--runs 10] [--minutes 10]: beside hyperfine and /usr/bin/time
node bench/commands.mjs record --out FILE --workload NAME --percent P [--cycles 100]
node bench/commands.mjs replay FILE... [--trials 2000] [--seed 1]`;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    turns: { type: 'string', default: '5' },
    runs: { type: 'string', default: '10' },
    minutes: { type: 'string', default: '10' },
    out: { type: 'string' },
    workload: { type: 'string' },
    percent: { type: 'string', default: '0' },
    cycles: { type: 'string', default: '100' },
    trials: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});

// Each loads what it needs and no more: what judges has no part in a recording.
const commands = {
  beside: async () => {
    const { besideHyperfine } = await import('./commands/beside-hyperfine.mjs');
    besideHyperfine(numbers('turns', 'runs', 'minutes'));
  },
  record: async () => {
    const { WORKLOADS } = await import('./commands/workloads.mjs');
    if (flags.out === undefined) throw new UsageError('record: say where to with --out FILE.');
    if (!Object.hasOwn(WORKLOADS, flags.workload ?? ''))
      throw new UsageError(`record: --workload is one of ${Object.keys(WORKLOADS).join('; ')}.`);
    const { record } = await import('./commands/record.mjs');
    await record({ out: flags.out, workload: flags.workload, ...numbers('percent', 'cycles') });
  },
  replay: async (files) => {
    if (files.length === 0) throw new UsageError('replay: name the recordings.');
    const { replay } = await import('./commands/replay.mjs');
    console.log(replay(files, numbers('trials', 'seed')));
  },
};

function numbers(...names) {
  return Object.fromEntries(
    names.map((name) => {
      const value = Number(flags[name]);
      if (!Number.isFinite(value) || value < 0) throw new UsageError(`--${name} is a number, not ${flags[name]}.`);
      return [name, value];
    }),
  );
}

const [command = 'beside', ...files] = positionals;
try {
  if (!Object.hasOwn(commands, command)) throw new UsageError(USAGE);
  await commands[command](files);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
