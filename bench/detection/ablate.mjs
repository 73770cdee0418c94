import { table } from '../support/table.mjs';
import { changeName, changeNames, isUnchanged } from './changes.mjs';
import { historyTrials, judgeLooks } from './history-trials.mjs';
import { clopperPearson, percentInWords, shareInWords } from './intervals.mjs';
import { simulations } from './simulate.mjs';
import { PARTS, switchedOff } from './switched-off.mjs';
import { unchangedTrials } from './unchanged-trials.mjs';

const HISTORIES = [1, 12];
const isScaledBy = (by, runs) => (trial) => trial.scaling === by && trial.history === runs;
const isFalseAlarm = ({ verdict, isOpen }) => verdict === 'regression' && !isOpen;

/**
 * What verdicts become without each part of the judge of runs: on recorded noise, on public measurements of unchanged code,
 * and on simulated noise. Two tables: the sums, and every place where what is called slower, or left open of
 * unchanged code, lies outside the interval of the whole judge's share.
 */
export async function ablation({ recordings, datasets, half, series }) {
  const groups = [
    ...(await recordedGroups(recordings, half)),
    ...(await publicGroups(datasets)),
    ...(await simulatedGroups(series)),
  ];
  const places = table(
    ['without', 'where', 'what', 'with it', 'without it'],
    PARTS.flatMap((part) => rowsWithout(part, groups)),
  );
  return `${sums(groups)}\n\n${places}`;
}

async function recordedGroups(recordings, half) {
  const groups = [];
  for (const recording of recordings) {
    const trials = await historyTrials(recording, half, { histories: HISTORIES, judge: judgeWithoutParts });
    groups.push(groupOf('recorded', recording.name, trials));
  }
  return groups;
}

async function publicGroups(datasets) {
  const groups = [];
  for (const [name, data] of datasets)
    groups.push(groupOf('public', name, await unchangedTrials(data, judgeWithoutParts)));
  return groups;
}

async function simulatedGroups(series) {
  return (await simulations({ series, parts: PARTS })).map(({ name, isOfSameMachineSession, ...group }) => ({
    kind: 'simulated',
    name: `${name}${isOfSameMachineSession ? '' : ', elsewhere'}`,
    ...group,
  }));
}

// A judgement in which a part had no say is the same without it.
async function judgeWithoutParts(...given) {
  const own = await judgeLooks(...given);
  const without = {};
  for (const part of own.parts) without[part] = await switchedOff(part, () => judgeLooks(...given));
  return { ...own, without };
}

function groupOf(kind, name, trials) {
  const without = (part) => trials.map((trial) => ({ ...trial, ...trial.without[part] }));
  return { kind, name, trials, without: Object.fromEntries(PARTS.map((part) => [part, without(part)])) };
}

function sums(groups) {
  const columns = {
    'recorded: false alarms': ['recorded', isUnchanged],
    '+5 %, 12 runs': ['recorded', isScaledBy(1.05, 12)],
    '+10 %, 1 run': ['recorded', isScaledBy(1.1, 1)],
    'public: false alarms': ['public', isUnchanged],
    'simulated: false alarms': ['simulated', isUnchanged],
    '+10 %': ['simulated', ({ factor }) => factor === 1.1],
  };
  const rows = [null, ...PARTS].map((part) => [
    part ?? '–',
    ...Object.values(columns).map(([kind, belongs]) => {
      const ofKind = groups.filter((group) => group.kind === kind);
      const trials = ofKind.flatMap((group) => (part === null ? group.trials : group.without[part])).filter(belongs);
      const count = trials.filter(isFalseAlarm).length;
      return belongs === isUnchanged ? `${count} of ${trials.length}` : percentInWords(count, trials.length);
    }),
  ]);
  return table(['without', ...Object.keys(columns)], rows);
}

function rowsWithout(part, groups) {
  const rows = groups.flatMap(({ name, trials, without }) => {
    const [whole, less] = [trials, without[part]].map(byPlace);
    return [...whole].flatMap(([place, own]) =>
      differences(own, less.get(place) ?? []).map((cells) => [part, `${name}${place}`, ...cells]),
    );
  });
  return rows.length > 0 ? rows : [[part, 'everywhere', 'nothing', 'beyond the intervals', '']];
}

// By change, and of recordings by the length of history.
function byPlace(trials) {
  const places = new Map();
  for (const change of changeNames(trials)) {
    for (const trial of trials.filter((each) => changeName(each) === change)) {
      const runs = trial.history === undefined ? '' : `, ${trial.history} of history`;
      const place = `${runs}: ${isUnchanged(trial) ? 'unchanged' : change}`;
      if (!places.has(place)) places.set(place, []);
      places.get(place).push(trial);
    }
  }
  return places;
}

function differences(whole, less) {
  const verdicts = isUnchanged(whole[0]) ? ['regression', 'inconclusive'] : ['regression'];
  return verdicts.flatMap((verdict) => {
    // What would be measured once more is no verdict.
    const count = (trials) => trials.filter((trial) => !trial.isOpen && trial.verdict === verdict).length;
    const [lower, upper] = clopperPearson(count(whole), whole.length);
    const share = count(less) / less.length;
    if (less.length === 0 || (share >= lower && share <= upper)) return [];
    return [[verdict, shareInWords(count(whole), whole.length), percentInWords(count(less), less.length)]];
  });
}
