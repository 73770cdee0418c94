import type { CandidatePair, CandidatesResult } from '../../model/candidates.ts';
import { differenceInWords, togetherInWords } from '../candidates-in-words.ts';
import { formatPercent } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';
import type { Cell, Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';

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
    groups: [{ title: null, rows: pairs.map((pair) => rowOf(pair, result)) }],
  };
  const notes = [
    { kind: 'message' as const, text: neutralizeText(message) },
    ...(preference === null ? [] : [{ kind: 'message' as const, text: neutralizeText(preference.message) }]),
    ...warnings.map((text) => ({ kind: 'warning' as const, text: neutralizeText(text) })),
  ];
  const title = `Candidates of ${neutralizeName(testName)} (all intervals together: ${formatPercent(100 * confidenceLevel)})`;
  return [canvas.colors.bold(title), ...renderTable(table, canvas), ...renderNotes(notes, { indent: 2, ...canvas })];
}

function rowOf(pair: CandidatePair, result: CandidatesResult): Row {
  const { candidate, against, differences } = pair;
  const cells = differences.flatMap((difference): readonly Cell[] => {
    const { size, reach } = differenceInWords(difference, pair, result);
    return [{ text: size, alone: `${neutralizeName(difference.metric)} ${size}` }, { text: reach }];
  });
  return {
    symbol: ' ',
    name: `${neutralizeName(candidate)} against ${neutralizeName(against)}`,
    cells,
    word: togetherInWords(differences.map(({ relation }) => relation)),
    paint: String,
    notes: [],
  };
}
