import type { ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/core/median.ts';
import { findModes, type Mode } from '../statistics/core/modes.ts';
import { formatCounted, formatDuration, formatPercent } from './format.ts';

/**
 * What it takes for times to be called groups. Source of all figures: `npm run bench:groups`, 1,000 simulated tests each, of five
 * processes with 100 samples where nothing else is said (docs/benchmarks-statistics.md).
 */
export interface GroupLimits {
  /**
   * Samples of one kind look like groups in fewer cases than this (dip test). Of six shapes of one kind it was said of no test in
   * 1,000; halves that lie 5 % apart, in noise of 1 %, are told in 94 %. Halved: 87 %. Doubled: 97 %, and none falsely either; but
   * samples that follow each other are less independent than simulated ones.
   */
  readonly chance: number;
  /**
   * The same of the locations of processes, of which there are few. Said of one kind in 0.9 % (five processes) to 0.1 % (20); of
   * halves that lie 50 % apart in 14 and 95 %. Halved: 7 and 94 %. Doubled: 23 and 96 %, and falsely in 1.1 %.
   */
  readonly chanceOfProcesses: number;
  /**
   * Samples of a process from which on they are looked at. With 30, halves that lie 10 % apart are told in 99 %. Halved: 29 %; what
   * is told less often is better not looked for. Doubled: 100 %.
   */
  readonly leastSamples: number;
  /** Processes from which on their locations are: the usual number. Halved: not measured. Doubled (10): nothing is said of the usual number. */
  readonly leastProcesses: number;
  /**
   * A group that is smaller than this share is a tail of the one beside it. Groups of 10 % are told never, of 15 % in 41 %, of 25 % always. Halved: the same, as
   * the dip test sees none that are smaller. Doubled: of 15 % in 2 %, of 25 % in 99 %.
   */
  readonly leastWeight: number;
  /**
   * Groups that lie nearer to each other, as a ratio, are one: of halves in noise of 0.3 %, those 3 % apart are told always, 1.5 %
   * never. Halved: 96 % of those as well, which nobody needs to know. Doubled: those 3 % apart never.
   */
  readonly leastRatio: number;
  /**
   * Neighbouring samples are of different groups this often at most, as a multiple of chance, where groups came in turn: always said of
   * groups that come one after the other. Halved: of spells of six samples not any more. Doubled: of spells of three as well, of which
   * calls of two kinds may be the cause.
   */
  readonly fewTurns: number;
  /** And this often at least where they came mixed: said in 99 to 100 % of it. Halved: of spells of six as well. Doubled: in 56 to 59 %. */
  readonly manyTurns: number;
}

export const GROUP_LIMITS: GroupLimits = {
  chance: 0.001,
  chanceOfProcesses: 0.01,
  leastSamples: 30,
  leastProcesses: 5,
  leastWeight: 0.1,
  leastRatio: 1.02,
  fewTurns: 0.25,
  manyTurns: 0.5,
};

const inCases = (chance: number) =>
  `Independent times of one kind look like that in fewer than 1 of ${(1 / chance).toLocaleString('en')} cases (dip test).`;

/**
 * Whether times lie in groups, and how sure that is, in sentences; none where they do not. No verdict goes by it: it is for a person
 * who wonders why a test is noisy.
 */
export function explainGroups(processes: readonly Measured[], limits: GroupLimits = GROUP_LIMITS): readonly string[] {
  return [...groupsOfSamples(processes, limits), ...groupsOfProcesses(processes, limits)];
}

/** What is looked at of a process. */
type Measured = Pick<ProcessMeasurement, 'round' | 'samples' | 'location'>;

// What one process shows may be its own; that of most of them is the test's.
function groupsOfSamples(processes: readonly Measured[], limits: GroupLimits): readonly string[] {
  const found = processes.flatMap(({ round, samples }) => {
    const groups = samples.length < limits.leastSamples ? null : groupsOf(samples, limits.chance, limits);
    return groups === null ? [] : [{ round, samples, groups }];
  });
  const [first] = found;
  if (first === undefined || found.length * 2 <= processes.length) return [];
  const turns = median(found.map(({ samples, groups }) => turnsOf(samples, groups)));
  return [
    `The samples of ${found.length} of ${formatCounted(processes.length, 'process', 'processes')} lie in groups, as those of process ${first.round + 1}: ${inWords(first.groups)}. ${inCases(limits.chance)}`,
    turns < limits.fewTurns ? IN_TURN : turns > limits.manyTurns ? MIXED : EITHER,
    'A verdict goes by the low end, that is by the quickest group, and where it is known by the mean of processor time, in which the others count as well.',
  ];
}

const IN_TURN =
  'The groups came one after the other: something changed while it was measured, such as the speed of the processor, or code that was compiled once more. A longer warm-up (`warmupIterations`) helps against the second.';
const MIXED =
  'The groups came mixed: there are calls of two kinds, such as those that find something in a cache and those that do not. A test for each kind says more than one for both.';
const EITHER =
  'The groups came in spells: calls of two kinds look like that, and so does a machine that changes its speed.';
const OF_PROCESSES =
  'What is settled once in a process decides: a choice that is made when a module is loaded, or where code and data lie in memory. More processes (`processes`) even that out, and a test that makes the choice itself has no such groups.';

function groupsOfProcesses(processes: readonly Measured[], limits: GroupLimits): readonly string[] {
  if (processes.length < limits.leastProcesses) return [];
  const groups = groupsOf(
    processes.map(({ location }) => location),
    limits.chanceOfProcesses,
    limits,
  );
  if (groups === null) return [];
  return [`Whole processes lie in groups: ${inWords(groups)}. ${inCases(limits.chanceOfProcesses)}`, OF_PROCESSES];
}

function groupsOf(times: readonly number[], chance: number, limits: GroupLimits): readonly Mode[] | null {
  const groups = withoutTails(findModes(times, chance), limits);
  return groups.length > 1 ? groups : null;
}

// A handful of times far out, as a collection of garbage makes them, hides no groups: what is too small or too near to be
// a group is a part of the one beside it that it is nearer to.
function withoutTails(modes: readonly Mode[], limits: GroupLimits): readonly Mode[] {
  const { leastWeight, leastRatio } = limits;
  const isNear = (i: number) => i > 0 && modes[i]!.place < modes[i - 1]!.place * leastRatio;
  const small = modes.findIndex(({ weight }, i) => weight < leastWeight || isNear(i));
  if (small === -1 || modes.length === 1) return modes;
  const ratioTo = (i: number) => {
    const other = modes[i];
    return other === undefined ? Number.POSITIVE_INFINITY : Math.abs(Math.log(other.place / modes[small]!.place));
  };
  const first = ratioTo(small - 1) <= ratioTo(small + 1) ? small - 1 : small;
  const [one, other] = [modes[first]!, modes[first + 1]!];
  const joined = { place: (one.weight < other.weight ? other : one).place, weight: one.weight + other.weight };
  return withoutTails([...modes.slice(0, first), joined, ...modes.slice(first + 2)], limits);
}

/** How often samples next to each other are of different groups, as a multiple of what chance makes of it. */
function turnsOf(samples: readonly number[], groups: readonly Mode[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  let end = 0;
  const borders = groups.slice(1).map((_, i) => {
    end += Math.round(groups[i]!.weight * samples.length);
    return sorted[end]!;
  });
  const groupOf = (time: number) => borders.filter((border) => time >= border).length;
  const turns = samples.filter((time, i) => i > 0 && groupOf(time) !== groupOf(samples[i - 1]!)).length;
  const byChance = 1 - groups.reduce((sum, { weight }) => sum + weight ** 2, 0);
  return turns / ((samples.length - 1) * byChance);
}

function inWords(groups: readonly Mode[]): string {
  return groups.map(({ place, weight }) => `${formatPercent(100 * weight)} around ${formatDuration(place)}`).join(', ');
}
