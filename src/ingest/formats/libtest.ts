import { THROUGHPUT, TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { type Members, membersOf, numberOf, textOf } from '../json.ts';
import { grouped, hasLine, plainLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import { inBaseUnits, secondsIn } from '../units.ts';

const RESULT = /^test (.*?\S) +\.\.\. bench: +(\S+) (\S+)\/iter \(\+\/- (\S+)\)(?: = (\S+) MB\/s)?\s*$/;
const BEGUN = /^test (.*?\S) +\.\.\. (.*)$/s;
const EVENT = /^\{.*?"type":\s*"bench"/;
const RANGE = 'The +/- of libtest is the range of its figures, not their deviation; it is left out.';

/**
 * Rust's `#[bench]`: its text, which criterion's `--output-format bencher` writes as well, and its events of JSON.
 * @see https://doc.rust-lang.org/unstable-book/library-features/test.html
 */
export const libtest: Reader = {
  format: 'libtest',
  title: 'Rust libtest',
  recognises(source) {
    return hasLine(source, (line) => RESULT.test(line) || isEvent(line));
  },
  read(source) {
    const collected = new Collected();
    let left: { count: number; readonly line: number } | null = null;
    for (const { text, number } of source.lines()) {
      const line = plainLine(text);
      const [, tests] = /^running (\d+) tests?$/.exec(line) ?? [];
      if (tests !== undefined) left = { count: Number(tests), line: number };
      else if (/^test result:/.test(line)) left = null;
      else if (line.startsWith('test ')) readResult(line, number, collected);
      else if (line.startsWith('{')) readEvent(line, number, collected);
    }
    if (left !== null) {
      collected.problem(null, 'the run that begins here was ended before its last test; run it again.', left.line);
    }
    return collected.file(source.name);
  },
};

// One pattern for both would look for the median behind each of a line's types.
function isEvent(line: string): boolean {
  const [type] = EVENT.exec(line) ?? [];
  return type !== undefined && line.includes('"median":', type.length);
}

function readResult(line: string, number: number, collected: Collected): void {
  const [, name, figure, unit, , rate] = RESULT.exec(line) ?? [];
  if (name === undefined) {
    readOther(line, number, collected);
    return;
  }
  const seconds = secondsIn(unit!);
  if (seconds === null) {
    collected.problem(name, `its time is in ${unit}, which is no unit of time that libtest writes.`, number);
    return;
  }
  add(collected, name, inBaseUnits(grouped(figure!), seconds), number);
  if (rate !== undefined) addRate(collected, name, grouped(rate), number);
}

/** A test that is no benchmark, failed, or whose line was cut off. */
function readOther(line: string, number: number, collected: Collected): void {
  const [, name, verdict = ''] = BEGUN.exec(line) ?? [];
  if (name === undefined || /^(?:ok|ignored)\b/.test(verdict)) return;
  if (verdict.startsWith('FAILED')) collected.problem(name, 'it failed; mend it.', number);
  else if (verdict.startsWith('bench:')) collected.problem(name, `its line was not written whole: ${verdict}`, number);
  else if (verdict.trim() === '') collected.problem(name, 'it has no result: it failed, or the run was ended.', number);
}

function readEvent(line: string, number: number, collected: Collected): void {
  const event = eventIn(line);
  const name = textOf(event.name);
  if (event.type === 'test' && event.event === 'failed') collected.problem(name, 'it failed; mend it.', number);
  if (event.type !== 'bench' || name === null || name.trim() === '') return;
  add(collected, name, (numberOf(event.median) ?? Number.NaN) / 1e9, number);
  // libtest calls it MiB, and counts a million bytes to it.
  if ('mib_per_second' in event) addRate(collected, name, numberOf(event.mib_per_second) ?? Number.NaN, number);
}

function eventIn(line: string): Members {
  try {
    return membersOf(JSON.parse(line));
  } catch {
    return {};
  }
}

function add(collected: Collected, name: string, value: number, line: number): void {
  collected.add(name, { ...TIME, value, figures: { kind: 'summary', deviation: null, count: null } }, { line });
  collected.note(RANGE);
}

function addRate(collected: Collected, name: string, megabytes: number, line: number): void {
  // Rounded to whole megabytes; the time says the same.
  if (megabytes === 0) return;
  const figures = { kind: 'summary', deviation: null, count: null } as const;
  collected.add(name, { ...THROUGHPUT, unit: 'bytes per second', value: megabytes * 1e6, figures }, { line });
}
