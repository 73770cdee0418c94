import { basename } from 'node:path';
import { groupBy } from '../support/group-by.mjs';
import { table } from '../support/table.mjs';
import { changeName, changeNames } from './changes.mjs';
import { HISTORIES, historyTrials } from './history-trials.mjs';
import { shareInWords } from './intervals.mjs';
import { FIRST_LOOK, MOST_PAIRS } from './judges.mjs';
import { pairedTrials } from './paired-trials.mjs';
import { ruleTrials } from './rule-trials.mjs';
import { SAMPLE_HISTORIES, sampleTrials } from './sample-trials.mjs';
import { caughtTable, falseAlarms, unchangedTable, verdictTable, workloadTable } from './verdict-tables.mjs';

const FULL_HISTORY = 12;

/** Everything that recordings show of the judges, in Markdown, counted over all of them. */
export async function reportOn(recordings, half) {
  const collect = async (trialsOf) => {
    const all = [];
    for (const recording of recordings) {
      const name = basename(recording.name);
      all.push(...(await trialsOf(recording, half)).map((trial) => ({ ...trial, recording: name })));
    }
    return all;
  };
  return [
    historySection((await collect(historyTrials)).filter(({ isOpen }) => !isOpen)),
    pairedSection(await collect(pairedTrials)),
    sampleSection(await collect(sampleTrials)),
    ruleSection(await collect(ruleTrials)),
  ].join('\n\n');
}

function historySection(trials) {
  if (trials.length === 0) return section('Against history', ['Too short: it takes three runs of five steps.']);
  const groups = grouped(trials, 'history', HISTORIES, (runs) => `history of ${runs}`);
  const full = trials.filter(({ history }) => history === FULL_HISTORY);
  return section('Against history', [
    'Runs of five processes; confirmed by the runs that follow.',
    caughtTable(groups),
    unchangedTable(groups, ({ looks }) => 5 * looks),
    ...(full.length === 0 ? [] : [`With a history of ${FULL_HISTORY} runs:`, verdictTable(full), workloadTable(full)]),
    listOf('False alarms', falseAlarms(trials)),
  ]);
}

function pairedSection(trials) {
  if (trials.length === 0) return section('Paired', [`It has no ${FIRST_LOOK} pairs of one kind.`]);
  return section('Paired', [
    `Up to ${MOST_PAIRS} pairs of processes.`,
    verdictTable(trials),
    unchangedTable([['paired', trials]], ({ used }) => 2 * used),
    workloadTable(trials),
    listOf('False alarms', falseAlarms(trials)),
  ]);
}

function sampleSection(trials) {
  const groups = grouped(trials, 'history', SAMPLE_HISTORIES, (runs) => `history of ${runs}`);
  return section('validateRegression at 0.05', [
    'Samples of one process, not confirmed.',
    caughtTable(groups, ({ isSlower }) => isSlower),
  ]);
}

function ruleSection(trials) {
  const tables = ['one', 'all'].map((processes) => {
    const own = trials.filter((trial) => trial.processes === processes);
    const names = changeNames(own);
    const rows = Object.entries(groupBy(own, ({ rule }) => rule)).map(([rule, asked]) => [
      rule,
      ...names.map((name) => {
        const ofChange = asked.filter((trial) => changeName(trial) === name);
        return shareInWords(ofChange.filter(({ isSlower }) => isSlower).length, ofChange.length);
      }),
    ]);
    const title = processes === 'one' ? 'With one process a side:' : 'With all five processes of both runs:';
    return `${title}\n\n${table(['rule', ...names], rows)}`;
  });
  return section('The rules of other tools, on the same samples', [
    'Each run against the unchanged one before it; not confirmed, because these rules are not.',
    ...tables,
  ]);
}

function grouped(trials, key, values, headingOf) {
  const groups = values.map((value) => [headingOf(value), trials.filter((trial) => trial[key] === value)]);
  return groups.filter(([, own]) => own.length > 0);
}

function listOf(title, lines) {
  return `${title}:${lines === '' ? ' none.' : `\n\n${lines}`}`;
}

function section(title, parts) {
  return [`### ${title}`, ...parts].join('\n\n');
}
