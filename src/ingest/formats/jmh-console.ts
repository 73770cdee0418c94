import { Collected } from '../collected.ts';
import { decimal, hasLine, plainLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import { baseUnitOf, inBaseUnits } from '../units.ts';
import { JmhVariants, nameWith, primaryMetric } from './jmh-metrics.ts';

const MODES: Readonly<Record<string, string>> = {
  Throughput: 'thrpt',
  'Average time': 'avgt',
  'Sampling time': 'sample',
  'Single shot invocation time': 'ss',
};
const ITERATION = /^Iteration +\d+: (?:n = \d+, mean = )?(\S+) (?:±\(\S+\) \S+ )?([^\s,]+)/;

/**
 * What JMH prints: each fork is a process. Its table at the end says the same once more, rounded.
 * @see https://github.com/openjdk/jmh
 */
export const jmhConsole: Reader = {
  format: 'jmh-console',
  title: 'JMH (console)',
  recognises(source) {
    return hasLine(source, (line) => /^# Benchmark mode: /.test(line));
  },
  read(source) {
    const reading = new ConsoleReading();
    for (const { text, number } of source.lines()) reading.line(plainLine(text), number);
    return reading.end(source.name);
  },
};

interface Begun {
  readonly name: string;
  readonly line: number;
  readonly mode: string;
  readonly threads: number | null;
  parameters: readonly (readonly [string, string])[];
  isForked: boolean;
  unit: string | null;
  readonly forks: number[][];
  /** The first line that is no figure. */
  wrong: { readonly line: number; readonly message: string } | null;
}

class ConsoleReading {
  readonly #collected = new Collected();
  readonly #variants = new JmhVariants();
  #runtime: string | null = null;
  #mode = '';
  #threads: number | null = null;
  #begun: Begun | null = null;

  line(line: string, number: number): void {
    const [, key, value] = /^# ([A-Z][^:]*): (.*)$/.exec(line) ?? [];
    if (key !== undefined) this.#head(key, value!, number);
    else if (line.startsWith('Iteration ')) this.#iteration(line, number);
    else if (/^Result(?: ".*")?:/.test(line)) this.#finish();
  }

  #head(key: string, value: string, number: number): void {
    if (key === 'VM version') this.#runtime ??= value;
    else if (key === 'Benchmark mode') this.#mode = MODES[value.split(',')[0]!] ?? '';
    else if (key === 'Threads') this.#threads = Number.parseInt(value, 10) || null;
    else if (key === 'Benchmark') this.#begin(value.trim(), number);
    else if (key === 'Parameters' && this.#begun !== null) this.#begun.parameters = parametersIn(value);
    else if (key === 'Fork' && this.#begun !== null) {
      this.#begun.isForked = !value.startsWith('N/A');
      this.#begun.forks.push([]);
    }
  }

  #begin(name: string, line: number): void {
    this.#giveUp();
    this.#begun = {
      name,
      line,
      mode: this.#mode,
      threads: this.#threads,
      parameters: [],
      isForked: true,
      unit: null,
      forks: [],
      wrong: null,
    };
  }

  #iteration(line: string, number: number): void {
    const begun = this.#begun;
    if (begun === null) return;
    const [, figure = '', unit = ''] = ITERATION.exec(line) ?? [];
    const value = decimal(withPoint(figure));
    if (Number.isNaN(value) || (begun.unit !== null && begun.unit !== unit)) {
      begun.wrong ??= { line: number, message: `this iteration has no figure in its unit: ${line.trim()}` };
      return;
    }
    begun.unit = unit;
    if (begun.forks.length === 0) begun.forks.push([]);
    begun.forks.at(-1)!.push(value);
  }

  /** Only with its result a benchmark is whole: until then more forks may follow. */
  #finish(): void {
    const begun = this.#begun;
    if (begun === null) return;
    this.#begun = null;
    const plain = nameWith(begun.name, begun.parameters);
    const unit = begun.unit ?? '';
    const forks = begun.forks.filter((fork) => fork.length > 0);
    const isRate = baseUnitOf(unit).unit === 'per second';
    if (begun.wrong !== null) this.#collected.problem(plain, begun.wrong.message, begun.wrong.line);
    else if (forks.length === 0 || plain === '') {
      this.#collected.problem(plain || null, 'it has a result and no iterations; give the whole output.', begun.line);
    } else if (begun.mode !== '' && isRate !== (begun.mode === 'thrpt')) {
      this.#collected.problem(plain, `its mode ${begun.mode} and its unit ${unit} contradict each other.`, begun.line);
    } else this.#add(begun, plain, isRate ? 'thrpt' : begun.mode, unit, forks);
  }

  #add(begun: Begun, plain: string, mode: string, unit: string, forks: readonly (readonly number[])[]): void {
    const { metric, factor } = primaryMetric(mode, unit);
    const name = this.#variants.nameOf(plain, mode, metric.name, begun.threads);
    const processes = forks.map((fork) => fork.map((figure) => inBaseUnits(figure, factor)));
    const all = processes.flat();
    const value = all.reduce((sum, figure) => sum + figure, 0) / all.length;
    const figures = begun.isForked
      ? ({ kind: 'processes', processes } as const)
      : ({ kind: 'samples', samples: all } as const);
    this.#collected.add(name, { ...metric, value, figures }, { line: begun.line });
  }

  #giveUp(): void {
    if (this.#begun === null) return;
    const { name, parameters, line } = this.#begun;
    this.#begun = null;
    const message = 'it has no result: it failed, or the run was ended. Run it again.';
    this.#collected.problem(nameWith(name, parameters), message, line);
  }

  end(file: string) {
    this.#giveUp();
    return this.#collected.file(file, { runtime: this.#runtime });
  }
}

function parametersIn(text: string): readonly (readonly [string, string])[] {
  const all = text.trim().replace(/^\(|\)$/g, '');
  return all.split(/, (?=\S+ = )/).map((pair) => {
    const [key = '', ...value] = pair.split(' = ');
    return [key, value.join(' = ')] as const;
  });
}

// Three decimals behind whatever the locale separates them with, and nothing between thousands.
function withPoint(figure: string): string {
  return /^\d+,\d{3}$/.test(figure) ? figure.replace(',', '.') : figure;
}
