import { ALLOCATED_BYTES, ALLOCATIONS, INSTRUCTIONS, type Metric } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { elementsOf, type Members, membersOf, numberOf, textOf } from '../json.ts';
import { decimal, hasLine, plainLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';

const METRIC = /^ {2,}([A-Za-z][\w +/-]*?): +([\d.]+|N\/A)(?:\|\S+)?(?: *\(.*)?\s*$/s;
const TOOL = /^ {2}=+ ([A-Z0-9]+) =+$/;
/** What finds errors measures nothing. */
const FINDERS = new Set(['MEMCHECK', 'HELGRIND', 'DRD']);
/** What the tables of gungraun call what its JSON names by events of Callgrind and DHAT. */
const NAMES: Readonly<Record<string, string>> = {
  Ir: 'Instructions',
  L1hits: 'L1 Hits',
  LLhits: 'LL Hits',
  RamHits: 'RAM Hits',
  TotalRW: 'Total read+write',
  EstimatedCycles: 'Estimated Cycles',
  I1MissRate: 'I1 Miss Rate',
  LLiMissRate: 'LLi Miss Rate',
  D1MissRate: 'D1 Miss Rate',
  LLdMissRate: 'LLd Miss Rate',
  LLMissRate: 'LL Miss Rate',
  L1HitRate: 'L1 Hit Rate',
  LLHitRate: 'LL Hit Rate',
  RamHitRate: 'RAM Hit Rate',
  TotalBytes: 'Total bytes',
  TotalBlocks: 'Total blocks',
  AtTGmaxBytes: 'At t-gmax bytes',
  AtTGmaxBlocks: 'At t-gmax blocks',
  AtTEndBytes: 'At t-end bytes',
  AtTEndBlocks: 'At t-end blocks',
  ReadsBytes: 'Reads bytes',
  WritesBytes: 'Writes bytes',
};

/**
 * Counted by Valgrind: the tables of iai and of gungraun (iai-callgrind), and gungraun's JSON. Each benchmark is a process.
 * @see https://gungraun.github.io/gungraun
 */
export const iai: Reader = {
  format: 'iai',
  title: 'iai and gungraun',
  recognises(source) {
    return hasLine(source, (line) => {
      const [, name] = METRIC.exec(line) ?? [];
      if (name === 'Instructions' || name === 'Estimated Cycles' || TOOL.test(line)) return true;
      return /^\s*(?:\{.*)?"(?:module_path|callgrind_summary)":/.test(line);
    });
  },
  read(source) {
    const reading = new TableReading();
    for (const { text, number, isOpen } of source.lines()) reading.line(plainLine(text), number, isOpen === true);
    return reading.end(source.name);
  },
};

class TableReading {
  readonly #collected = new Collected();
  /** Lines that may be a name, which gungraun prints on several if it has several. */
  #names: string[] = [];
  #name: string | null = null;
  #tool: string | null = null;
  /** Of one of several processes or threads of a benchmark; their total follows. */
  #isPart = false;
  #json: { text: string; readonly indent: string; readonly line: number } | null = null;

  line(line: string, number: number, isOpen: boolean): void {
    const [, indent] = /^(\s*)\{/.exec(line) ?? [];
    if (this.#json !== null && line.startsWith(`${this.#json.indent}{`)) {
      // What is inside is indented by more: another one begins.
      this.#cutOff(this.#json.line);
      this.#json = null;
    }
    if (this.#json !== null) this.#more(line);
    else if (indent !== undefined) this.#begin(line, indent, number);
    else this.#text(line, number, isOpen);
  }

  #begin(line: string, indent: string, number: number): void {
    const json = parsed(line);
    if (json === null && /\}\s*$|"\w+":/.test(line)) this.#cutOff(number);
    else if (json === null) this.#json = { text: line, indent, line: number };
    else readSummary(membersOf(json), number, this.#collected);
  }

  /** JSON over several lines ends with a brace below that of its beginning. */
  #more(line: string): void {
    const json = this.#json!;
    json.text += `\n${line}`;
    if (!line.startsWith(`${json.indent}}`)) return;
    this.#json = null;
    const summary = parsed(json.text);
    if (summary === null) this.#cutOff(json.line);
    else readSummary(membersOf(summary), json.line, this.#collected);
  }

  #cutOff(number: number): void {
    this.#collected.problem(null, 'the JSON that begins here was not written whole; run it again.', number);
  }

  #text(line: string, number: number, isOpen: boolean): void {
    const [, tool] = TOOL.exec(line) ?? [];
    const [, label, figure] = METRIC.exec(line) ?? [];
    if (tool !== undefined) {
      this.#enter();
      this.#tool = tool;
    } else if (/^ {2}## /.test(line)) {
      this.#enter();
      this.#isPart = !/^ {2}## Total/.test(line);
    } else if (label !== undefined) this.#metric(label, figure!, number, isOpen);
    else if (line.trim() === '') this.#leave();
    else if (/^\S/.test(line)) {
      if (this.#name !== null) this.#leave();
      this.#names.push(line.trim());
    }
  }

  #enter(): void {
    this.#name ??= this.#names.join(' ');
  }

  #leave(): void {
    this.#names = [];
    this.#name = null;
    this.#tool = null;
    this.#isPart = false;
  }

  #metric(label: string, figure: string, number: number, isOpen: boolean): void {
    this.#enter();
    const name = this.#name!;
    // Only the figure of an earlier run is there.
    if (this.#isPart || figure === 'N/A') return;
    if (name === '') this.#collected.problem(null, `the name before its ${label} is missing.`, number);
    else if (isOpen) this.#collected.problem(name, `the line of its ${label} is cut off; run it again.`, number);
    else addMetric(name, label, decimal(figure), this.#tool, number, this.#collected);
  }

  end(file: string) {
    if (this.#json !== null) this.#cutOff(this.#json.line);
    return this.#collected.file(file);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function addMetric(name: string, label: string, value: number, tool: string | null, line: number, to: Collected): void {
  if (tool !== null && FINDERS.has(tool.toUpperCase())) {
    to.note(`What ${tool} finds is left out: it measures nothing.`);
    return;
  }
  const metric = metricOf(label);
  // Two tools count the same of one benchmark.
  const isOther = to.has(name, metric.name) && tool !== null;
  const own = isOther ? { ...metric, name: `${metric.name} (${tool})` } : metric;
  to.add(name, { ...own, value, figures: { kind: 'processes', processes: [[value]] } }, { line });
}

function metricOf(label: string): Metric {
  if (label === 'Instructions') return INSTRUCTIONS;
  if (label === 'Total bytes') return ALLOCATED_BYTES;
  if (label === 'Total blocks') return ALLOCATIONS;
  const unit = / bytes$/.test(label) ? 'bytes' : '';
  return { name: label, unit, better: / Hit Rate$/.test(label) ? 'higher' : 'lower', scatter: 'counted' };
}

/** One benchmark in gungraun's JSON. */
function readSummary(summary: Members, line: number, collected: Collected): void {
  const path = textOf(summary.module_path)?.trim() ?? '';
  if (path === '') return;
  const [id, details] = [textOf(summary.id), textOf(summary.details)];
  const name = id === null ? path : `${path} ${id}${details === null ? '' : `:${details}`}`;
  if (!Array.isArray(summary.profiles)) {
    const version = String(summary.version ?? 'unknown');
    collected.problem(
      name,
      `its JSON has no profiles: it is cut off, or of another version (${version}) than 6.`,
      line,
    );
    return;
  }
  for (const profile of elementsOf(summary.profiles).map(membersOf)) {
    const totals = membersOf(membersOf(membersOf(profile.summaries).total).summary);
    const tool = textOf(profile.tool);
    for (const events of Object.values(totals)) {
      for (const [label, figure] of countsOf(membersOf(events))) addMetric(name, label, figure, tool, line, collected);
    }
  }
}

/** Instructions first, which a benchmark is about. */
function countsOf(events: Members): readonly (readonly [string, number])[] {
  const counts: (readonly [string, number])[] = [];
  for (const [event, summary] of Object.entries(events)) {
    const figure = newOf(membersOf(membersOf(summary).metrics));
    if (figure === null || event.trim() === '') continue;
    const count = [Object.hasOwn(NAMES, event) ? NAMES[event]! : event, figure] as const;
    if (event === 'Ir') counts.unshift(count);
    else counts.push(count);
  }
  return counts;
}

/** `Left` is the new one; `Right` alone is of an earlier run. */
function newOf({ Left: left, Both: both }: Members): number | null {
  const { Int: whole, Float: float } = membersOf(left ?? elementsOf(both)[0]);
  return numberOf(whole) ?? numberOf(float);
}
