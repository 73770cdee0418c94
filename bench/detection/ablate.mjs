import { table } from '../support/table.mjs';
import { changeName, changeNames, isUnchanged } from './changes.mjs';
import { historyTrials, judgeLooks } from './history-trials.mjs';
import { clopperPearson, percentInWords, shareInWords } from './intervals.mjs';
import { simulations } from './simulate.mjs';
import { PARTS, switchedOff } from './switched-off.mjs';
import { unchangedTrials } from './unchanged-trials.mjs';

const HISTORIES = [1, 12];

/**
 * What verdicts become without each part of the judge of runs: on recorded noise, on public measurements of unchanged code,
 * and on simulated noise. Told is what then lies outside the interval of the whole judge's share: of unchanged code, what
 * is called slower or left open; of changed code, what is caught, and what is let pass.
 */
export async function ablationTable({ recordings, datasets, half, series }) {
  const groups = [];
  for (const recording of recordings) {
    const all = await historyTrials(recording, half, { histories: HISTORIES, judge: judgeWithoutParts });
    for (const history of HISTORIES) {
      const trials = all.filter((trial) => trial.history === history);
      groups.push(groupOf(`${recording.name}, ${history} of history`, trials));
    }
  }
  for (const [name, data] of datasets) groups.push(groupOf(name, await unchangedTrials(data, judgeWithoutParts)));
  for (const { name, isOfSameMachineSession, ...group } of await simulations({ series, parts: PARTS })) {
    groups.push({ name: `${name}${isOfSameMachineSession ? '' : ', elsewhere'}`, ...group });
  }
  return table(
    ['without', 'where', 'what', 'with it', 'without it'],
    PARTS.flatMap((part) => rowsWithout(part, groups)),
  );
}

// A judgement in which a part had no say is the same without it.
async function judgeWithoutParts(...given) {
  const own = await judgeLooks(...given);
  const without = {};
  for (const part of own.parts) without[part] = await switchedOff(part, () => judgeLooks(...given));
  return { ...own, without };
}

function groupOf(name, all) {
  const without = (part) => all.map((trial) => ({ ...trial, ...trial.without[part] }));
  return { name, trials: all, without: Object.fromEntries(PARTS.map((part) => [part, without(part)])) };
}

function rowsWithout(part, groups) {
  const rows = groups.flatMap(({ name, trials, without }) =>
    changeNames(trials).flatMap((change) => {
      const [whole, less] = [trials, without[part]].map((all) => all.filter((trial) => changeName(trial) === change));
      return differences(whole, less).map((cells) => [part, name, `${change}, ${cells[0]}`, ...cells.slice(1)]);
    }),
  );
  return rows.length > 0 ? rows : [[part, 'everywhere', 'nothing', 'beyond the intervals', '']];
}

function differences(whole, less) {
  const verdicts = isUnchanged(whole[0]) ? ['regression', 'inconclusive'] : ['regression', 'pass'];
  return verdicts.flatMap((verdict) => {
    // What would be measured once more is no verdict.
    const count = (trials) => trials.filter((trial) => !trial.isOpen && trial.verdict === verdict).length;
    const [lower, upper] = clopperPearson(count(whole), whole.length);
    const share = count(less) / less.length;
    if (share >= lower && share <= upper) return [];
    return [[verdict, shareInWords(count(whole), whole.length), percentInWords(count(less), less.length)]];
  });
}
