import { ALLOCATED_BYTES, ALLOCATIONS, type Better, type Metric, THROUGHPUT, TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { membersOf, textOf } from '../json.ts';
import { decimal, hasLine, plainLine, wordsOf } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import type { Source, SourceLine } from '../source.ts';
import { detached } from '../text-chunks.ts';
import { baseUnitOf, bytesIn, inBaseUnits, secondsIn } from '../units.ts';

const RESULT = /^Benchmark\S*\s+\d+\s+[-+\d.]\S*\s+\S/;
const EVENT = /^\{.*"Action":"(?:output|run|start|fail)"/;

/**
 * The text of Go's `testing` and of everything that writes its format, and the events of `go test -json`.
 * @see https://go.dev/design/14313-benchmark-format
 */
export const go: Reader = {
  format: 'go',
  title: 'Go benchmarks',
  recognises(source) {
    return hasLine(source, isResult);
  },
  read(source) {
    const reading = new GoReading();
    for (const line of source.lines()) reading.line(line);
    return reading.end(source);
  },
};

function isResult(text: string): boolean {
  if (RESULT.test(text)) return true;
  return EVENT.test(text) && /"Output":"(?:Benchmark\S*|\s*\d+\s*\\t[^"]*ns\/op)/.test(text);
}

interface UnitFacts {
  better?: Better;
  isExact?: boolean;
}

/** A metric of Go, and what a figure in its unit is in base units. */
interface GoUnit {
  readonly metric: Metric;
  readonly factor: number;
}

/** A benchmark that has begun: its name was printed and its result was not. */
interface Begun {
  readonly name: string;
  readonly line: number;
}

class GoReading {
  readonly #collected = new Collected();
  readonly #units = new Map<string, GoUnit>(STANDARD);
  readonly #facts = new Map<string, UnitFacts>();
  readonly #config = new Map<string, string>();
  /** What `go test -json` has not ended yet, by package: it splits lines. */
  readonly #open = new Map<string, string>();
  readonly #packages = new Set<string>();
  /** Names with their package before them, by package and name: each is made once. */
  readonly #names = new Map<string, Map<string, string>>();
  #namesOfPackage = new Map<string, string>();
  #package = '';
  #process = 0;
  #isUsed = false;
  #begun: Begun | null = null;

  line({ text, number, isOpen }: SourceLine): void {
    const line = plainLine(text);
    if (line.startsWith('{') && EVENT.test(line)) this.#event(line, number);
    else this.#text(line, number, isOpen === true);
  }

  #event(text: string, number: number): void {
    let event: ReturnType<typeof membersOf>;
    try {
      event = membersOf(JSON.parse(text));
    } catch {
      this.#collected.problem(null, 'this event of `go test -json` was not written whole.', number);
      return;
    }
    const output = textOf(event.Output);
    const name = textOf(event.Package) ?? '';
    if (output === null) return;
    const lines = ((this.#open.get(name) ?? '') + output).split('\n');
    this.#open.set(name, lines.pop()!);
    if (name !== this.#package && name !== '') this.#enter(name);
    for (const line of lines) this.#text(plainLine(line), number, false);
  }

  #text(line: string, number: number, isOpen: boolean): void {
    if (line.startsWith('Benchmark')) this.#benchmark(line, number, isOpen);
    else if (this.#begun !== null && /^\s*\d+\s+[\d.]+ ns\/op/.test(line)) {
      // The benchmark itself has printed something between its name and its result.
      this.#result([this.#begun.name, ...wordsOf(line)], number, isOpen);
    } else if (line.startsWith('Unit ')) this.#unitFacts(line.split(/\s+/).slice(1));
    else this.#other(line, number);
  }

  #other(line: string, number: number): void {
    const [, key, value] = /^([a-z][^\sA-Z:]*):(?:[ \t]+(.*))?$/s.exec(line) ?? [];
    if (key === undefined) this.#end(line, number);
    else this.#configure(key, (value ?? '').trim(), number);
  }

  #configure(key: string, value: string, number: number): void {
    if (key === 'panic') this.#panic(value, number);
    if (!this.#config.has(key)) this.#config.set(key, value);
    if (key === 'goos' || key === 'pkg') this.#newProcess();
    if (key === 'pkg') this.#setPackage(value);
  }

  #panic(message: string, number: number): void {
    this.#giveUp(`it panicked: ${message}`, number);
    this.#collected.problem(null, `a benchmark panicked: ${message}; those behind it are missing.`, number);
  }

  /** What says that a package ended, or that something failed. */
  #end(line: string, number: number): void {
    const [, verdict, name] = /^\s*--- (FAIL|SKIP): (Benchmark\S*)/.exec(line) ?? [];
    if (verdict === 'FAIL') this.#collected.problem(this.#nameOf(name!), 'it failed; mend it.', number);
    else if (verdict === 'SKIP') this.#collected.note(`${name} was skipped by itself.`);
    else if (/^FAIL\t/.test(line)) {
      const [, failed = ''] = line.split(/\s+/);
      this.#collected.problem(null, `${failed} failed; benchmarks of it may be missing.`, number);
    }
    if (/^(?:PASS|FAIL|ok\s)/.test(line)) this.#newProcess();
  }

  #enter(name: string): void {
    this.#newProcess();
    this.#setPackage(name);
  }

  #setPackage(name: string): void {
    this.#package = name;
    this.#namesOfPackage = this.#names.get(name) ?? new Map();
    this.#names.set(name, this.#namesOfPackage);
  }

  // Each run of a package's benchmarks is a process; `-count` repeats them in it.
  #newProcess(): void {
    if (this.#isUsed) this.#process++;
    this.#isUsed = false;
  }

  #benchmark(line: string, number: number, isOpen: boolean): void {
    const words = wordsOf(line);
    const [name = ''] = words;
    const isResult = words.length >= 4 && /^\d+$/.test(words[1]!);
    // No benchmark of `testing`, but of other writers of the format; `Benchmarking` and the like are prose.
    if (!isResult && /^Benchmark[a-z]/.test(name)) return;
    if (words.length === 1) {
      // `go test -v` says which one it begins; a benchmark of benchmarks has no result of its own.
      if (/\s$/.test(line)) this.#begun = { name, line: number };
      return;
    }
    if (!isResult) {
      this.#giveUp('its result is missing', number);
      this.#begun = { name, line: number };
      return;
    }
    this.#result(words, number, isOpen);
  }

  /** @param words the name, how often it was called, and figures with their units. */
  #result(words: readonly string[], number: number, isOpen: boolean): void {
    this.#begun = null;
    const name = words[0]!;
    const own = this.#nameOf(name);
    const place = { line: number, process: this.#process };
    for (let i = 2; i < words.length; i += 2) {
      const unit = words[i + 1];
      const isCut = isOpen && i + 2 >= words.length && unit !== undefined && !this.#units.has(unit);
      if (unit === undefined || isCut) {
        this.#collected.problem(own, `the line is cut off behind ${words[i]}; measure it again.`, number);
        return;
      }
      const { metric, factor } = this.#unitOf(unit);
      const figure = inBaseUnits(decimal(words[i]!), factor);
      this.#collected.addFigure(own, metric, figure, place);
    }
    this.#packages.add(this.#package);
    this.#isUsed = true;
  }

  #giveUp(message: string, number: number): void {
    if (this.#begun === null) return;
    const { name, line } = this.#begun;
    this.#begun = null;
    this.#collected.problem(this.#nameOf(name), `${message} (line ${number}); measure it again.`, line);
  }

  #unitOf(unit: string): GoUnit {
    const known = this.#units.get(unit) ?? unitOf(unit);
    this.#units.set(unit, known);
    return known;
  }

  #unitFacts([unit = '', ...pairs]: readonly string[]): void {
    const { metric } = this.#unitOf(unit);
    const facts = this.#facts.get(metric.name) ?? {};
    for (const pair of pairs) {
      const [key, value] = pair.split('=');
      if (key === 'better' && (value === 'higher' || value === 'lower')) facts.better = value;
      if (key === 'assume') facts.isExact = value === 'exact';
    }
    this.#facts.set(metric.name, facts);
  }

  #nameOf(name: string): string {
    const known = this.#namesOfPackage.get(name);
    if (known !== undefined) return known;
    const own = detached(name);
    const whole = `${this.#package}${BETWEEN}${own}`;
    this.#namesOfPackage.set(own, whole);
    return whole;
  }

  end(source: Source) {
    for (const rest of this.#open.values()) this.#text(rest, 0, true);
    if (this.#begun !== null) {
      const { name, line } = this.#begun;
      this.#collected.problem(
        this.#nameOf(name),
        'it has no result: it failed, or the run was ended. Run it again.',
        line,
      );
    }
    const names = namesOf(this.#collected.names(), this.#packages.size > 1);
    return this.#collected.file(source.name, this.#runFacts(), (metric) => this.#withFacts(metric), names);
  }

  #withFacts(metric: Metric): Metric {
    const { better = metric.better, isExact = false } = this.#facts.get(metric.name) ?? {};
    return { ...metric, better, scatter: isExact ? 'single' : metric.scatter };
  }

  #runFacts() {
    const commit = this.#config.get('commit') ?? '';
    const system = ['goos', 'goarch'].map((key) => this.#config.get(key) ?? '').join(' ');
    const machine = [system.trim(), this.#config.get('cpu') ?? ''].filter((each) => each !== '').join(', ');
    return {
      commit: /^[0-9a-f]{7,40}$/.test(commit) ? commit : null,
      recordedAt: null,
      machine: machine === '' ? null : machine,
    };
  }
}

/** Between a package and a name, until it is known how many packages there are; neither has it in it. */
const BETWEEN = '\n';

const STANDARD: readonly (readonly [string, GoUnit])[] = [
  ['ns/op', { metric: TIME, factor: 1e-9 }],
  ['B/op', { metric: ALLOCATED_BYTES, factor: 1 }],
  ['allocs/op', { metric: ALLOCATIONS, factor: 1 }],
  ['MB/s', { metric: { ...THROUGHPUT, unit: 'bytes per second' }, factor: 1e6 }],
];

/** What `b.ReportMetric` gives: its unit is its name; benchstat takes `ns` and `MB` in it for what they are, wherever they stand. */
function unitOf(name: string): GoUnit {
  const { unit, factor, better } = baseUnitOf(name);
  if (unit !== name) return { metric: { name, unit, better, scatter: 'sampled' }, factor };
  const [, last = ''] = /[-_:+]([A-Za-zµμ]{2,}|B|s)(?:\/op)?$/u.exec(name) ?? [];
  const seconds = secondsIn(last);
  const bytes = bytesIn(last);
  if (seconds !== null) return { metric: { name, unit: 'seconds', better, scatter: 'sampled' }, factor: seconds };
  if (bytes !== null) return { metric: { name, unit: 'bytes', better, scatter: 'sampled' }, factor: bytes };
  return { metric: { name, unit: name, better, scatter: 'sampled' }, factor: 1 };
}

/**
 * Names without GOMAXPROCS, which `testing` puts behind all benchmarks of a package, or none. Where it varies (`-cpu 1,2,4`),
 * or a name ends with a number of its own, it stays.
 */
function namesOf(all: readonly string[], hasPackages: boolean): (name: string) => string {
  const suffixes = new Map<string, string | null>();
  for (const name of all) {
    const place = packageOf(name);
    const suffix = /-\d+$/.exec(name)?.[0] ?? null;
    const known = suffixes.get(place);
    suffixes.set(place, known === undefined || known === suffix ? suffix : null);
  }
  return (name) => {
    const place = packageOf(name);
    const suffix = suffixes.get(place) ?? null;
    const own = name.slice(place.length + BETWEEN.length);
    const plain = suffix !== null && own.endsWith(suffix) ? own.slice(0, -suffix.length) : own;
    return hasPackages && place !== '' ? `${place} > ${plain}` : plain;
  };
}

function packageOf(name: string): string {
  return name.slice(0, name.indexOf(BETWEEN));
}
