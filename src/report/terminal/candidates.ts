import type { CandidatePair, CandidateRelation, CandidatesResult } from '../../model/candidates.ts';
import { formatInterval, formatPercent } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';
import type { Cell, Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';

const NOT_MEASURED = 'n/a';

/**
 * What comparisons of several functions say of all of them: a table of the pairs, each against each, then who is dominated and
 * who is to be preferred, in words.
 */
export function renderCandidates(all: readonly CandidatesResult[], canvas: Canvas): string[] {
  return all.flatMap((result, i) => [...(i === 0 ? [] : ['']), ...renderOne(result, canvas)]);
}

function renderOne(result: CandidatesResult, canvas: Canvas): string[] {
  const { testName, metrics, pairs, confidenceLevel, preference, message, warnings } = result;
  const columns = metrics.flatMap(({ name }): readonly Column[] => [
    { heading: neutralizeName(name), align: 'right', gap: 3 },
    { heading: '[interval]', align: 'left', gap: 1 },
  ]);
  const table = {
    nameHeading: 'each against each',
    wordHeading: 'together',
    columns,
    groups: [{ title: null, rows: pairs.map(rowOf) }],
  };
  const notes = [
    { kind: 'message' as const, text: neutralizeText(message) },
    ...(preference === null ? [] : [{ kind: 'message' as const, text: neutralizeText(preference.message) }]),
    ...warnings.map((text) => ({ kind: 'warning' as const, text: neutralizeText(text) })),
  ];
  const title = `Candidates of ${neutralizeName(testName)} (all intervals together: ${formatPercent(100 * confidenceLevel)})`;
  return [canvas.colors.bold(title), ...renderTable(table, canvas), ...renderNotes(notes, { indent: 2, ...canvas })];
}

function rowOf({ candidate, against, differences }: CandidatePair): Row {
  const cells = differences.flatMap(({ metric, change }): readonly Cell[] => {
    if (change === null) return [{ text: NOT_MEASURED, alone: `${metric} ${NOT_MEASURED}` }, { text: '' }];
    const percent = formatPercent(change.percent, { sign: true });
    return [
      { text: percent, alone: `${neutralizeName(metric)} ${percent}` },
      { text: formatInterval(change.interval) },
    ];
  });
  return {
    symbol: ' ',
    name: `${neutralizeName(candidate)} against ${neutralizeName(against)}`,
    cells,
    word: wordFor(differences.map(({ relation }) => relation)),
    paint: String,
    notes: [],
  };
}

/** What is sure of all metrics of a pair together, in a word. */
export function wordFor(relations: readonly CandidateRelation[]): string {
  const has = (relation: CandidateRelation) => relations.includes(relation);
  if (has('better') && has('worse')) return 'better and worse';
  if (has('open'))
    return relations.length === 1 || !(has('better') || has('worse')) ? 'not told apart' : 'in part not told apart';
  if (has('better')) return 'better';
  return has('worse') ? 'worse' : 'alike';
}
