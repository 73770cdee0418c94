import type { RunRecord } from '../model/baseline.ts';
import { TIME } from '../model/metric.ts';
import { parseTime } from '../real-time.ts';
import { formatCommit, formatCount, formatCounted, formatFigure, formatMoment, formatPercent } from './format.ts';
import type { Colors, Paint } from './text/paint.ts';
import type { Row } from './text/rows.ts';

/**
 * Stored runs as rows, newest first; the cells are commit, estimate, change against the baseline, and processes. Runs
 * before the newest accepted one no longer count, and are called superseded.
 *
 * @param medianTime of the baseline, in seconds; null where there is none
 */
export function rowsOfRecords(records: readonly RunRecord[], medianTime: number | null, colors: Colors): Row[] {
  const newestFirst = records.toSorted((a, b) => parseTime(b.recordedAt) - parseTime(a.recordedAt));
  const accepted = newestFirst.findIndex(({ status }) => status === 'accepted');
  return newestFirst.map((record, index) => {
    const superseded = accepted !== -1 && index > accepted;
    return rowOf(record, medianTime, superseded ? supersededLook(colors) : looks(colors)[record.status]);
  });
}

interface StatusLook {
  readonly symbol: string;
  readonly word: string;
  readonly paint: Paint;
}

function supersededLook({ dim }: Colors): StatusLook {
  return { symbol: '·', word: 'superseded', paint: dim };
}

function looks({ green, red, cyan, yellow }: Colors): Record<RunRecord['status'], StatusLook> {
  return {
    recorded: { symbol: '✓', word: 'recorded', paint: green },
    regression: { symbol: '✗', word: 'regression', paint: red },
    accepted: { symbol: '★', word: 'accepted', paint: cyan },
    undecided: { symbol: '?', word: 'undecided', paint: yellow },
    partial: { symbol: '◐', word: 'partial', paint: yellow },
  };
}

function rowOf(record: RunRecord, medianTime: number | null, look: StatusLook): Row {
  const processes = record.processes.length;
  const commit = record.commit === null ? '' : formatCommit(record.commit);
  return {
    ...look,
    name: formatMoment(record.recordedAt),
    cells: [
      { text: commit },
      { text: formatFigure(record.estimate, (record.metric ?? TIME).unit) },
      { text: formatChangeSince(record.estimate, medianTime) },
      { text: formatCount(processes), alone: formatCounted(processes, 'process', 'processes') },
    ],
    notes: [],
  };
}

function formatChangeSince(estimate: number, medianTime: number | null): string {
  if (medianTime === null || medianTime === 0) return '';
  return formatPercent(100 * (estimate / medianTime - 1), { sign: true });
}
