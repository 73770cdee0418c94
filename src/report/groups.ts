import type { ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/core/median.ts';
import { findModes, type Mode } from '../statistics/core/modes.ts';
import { formatCounted, formatDuration, formatPercent } from './format.ts';

/** Times of one kind look like groups in fewer cases than this: what is read as a finding must not be chance. */
const CHANCE = 0.001;
const CHANCE_IN_WORDS = 'Independent times of one kind look like that in fewer than 1 of 1,000 cases (dip test).';
/** Of fewer samples a group would be a handful. */
const LEAST_SAMPLES = 30;
/** Fewer processes cannot look like groups at that chance. */
const LEAST_PROCESSES = 5;
/** A group that is smaller than this share is a tail. */
const LEAST_WEIGHT = 0.1;
/** Groups that lie nearer to each other, as a ratio, are of no use to anybody. */
const LEAST_RATIO = 1.02;
/** Samples change from group to group this often, as a multiple of chance, where groups came one after the other at most. */
const FEW_TURNS = 0.25;
/** And where they came mixed at least. */
const MANY_TURNS = 0.5;

/**
 * Whether times lie in groups, and how sure that is, in sentences; none where they do not. No verdict goes by it: it is for a person
 * who wonders why a test is noisy.
 */
export function explainGroups(processes: readonly ProcessMeasurement[]): readonly string[] {
  return [...groupsOfSamples(processes), ...groupsOfProcesses(processes)];
}

// What one process shows may be its own; that of most of them is the test's.
function groupsOfSamples(processes: readonly ProcessMeasurement[]): readonly string[] {
  const found = processes.flatMap(({ round, samples }) => {
    const groups = samples.length < LEAST_SAMPLES ? null : groupsOf(samples);
    return groups === null ? [] : [{ round, samples, groups }];
  });
  const [first] = found;
  if (first === undefined || found.length * 2 <= processes.length) return [];
  const turns = median(found.map(({ samples, groups }) => turnsOf(samples, groups)));
  return [
    `The samples of ${found.length} of ${formatCounted(processes.length, 'process', 'processes')} do, as those of process ${first.round + 1}: ${inWords(first.groups)}. ${CHANCE_IN_WORDS}`,
    turns < FEW_TURNS ? IN_TURN : turns > MANY_TURNS ? MIXED : EITHER,
    'A verdict goes by the low end, that is by the quickest group, and where it is known by the mean of processor time, in which the others count as well.',
  ];
}

const IN_TURN =
  'The groups came one after the other: something changed while it was measured, such as the speed of the processor, or code that was compiled once more.';
const MIXED =
  'The groups came mixed: there are calls of two kinds, such as those that find something in a cache and those that do not.';
const EITHER = 'Calls of two kinds look like that, and so does a machine that changes its speed.';

function groupsOfProcesses(processes: readonly ProcessMeasurement[]): readonly string[] {
  if (processes.length < LEAST_PROCESSES) return [];
  const groups = groupsOf(processes.map(({ location }) => location));
  if (groups === null) return [];
  return [
    `Its processes do: ${inWords(groups)}. ${CHANCE_IN_WORDS} Where a process puts its code and data decides, such as what lies in the same lines of a cache; more processes even that out.`,
  ];
}

function groupsOf(times: readonly number[]): readonly Mode[] | null {
  const modes = findModes(times, CHANCE);
  const isApart = modes.every(({ place, weight }, i) => {
    return weight >= LEAST_WEIGHT && (i === 0 || place >= modes[i - 1]!.place * LEAST_RATIO);
  });
  return modes.length > 1 && isApart ? modes : null;
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
