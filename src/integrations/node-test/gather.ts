import type { RunReport } from '../../model/result.ts';
import { dateOf } from '../../real-time.ts';
import { isMessage, REPORTER } from './conventions.ts';

/** An event of node:test, as its reporters are given them. */
export interface TestEvent {
  /** `test:pass`, `test:diagnostic`, … */
  readonly type: string;
  /** What the event says; a diagnostic has a `message`. */
  readonly data?: { readonly message?: unknown };
}

// Reporters are loaded before the processes of test files start, which inherit this.
process.env[REPORTER] = '1';

/**
 * Takes what tests tell evenkeel out of the events of a run, and makes a report of it. What that needs is loaded where
 * something was told, so that a suite without performance tests starts as fast as with Node's own reporter.
 */
export class Gathering {
  #startedAt = dateOf();
  #diagnostics: string[] = [];

  /** The events that are for others. */
  async *others<Event extends TestEvent>(events: AsyncIterable<Event>): AsyncGenerator<Event> {
    for await (const event of events) if (!this.#take(event)) yield event;
  }

  /** Takes all events. */
  async all(events: AsyncIterable<TestEvent>): Promise<void> {
    for await (const event of events) this.#take(event);
  }

  /** The report of what came since the last one; null where nothing was measured. */
  async report(): Promise<RunReport | null> {
    const [diagnostics, startedAt] = [this.#diagnostics, this.#startedAt];
    [this.#diagnostics, this.#startedAt] = [[], dateOf()];
    if (diagnostics.length === 0) return null;
    const { reportOf } = await import('./report-of.ts');
    return reportOf(diagnostics, startedAt);
  }

  #take({ type, data }: TestEvent): boolean {
    const diagnostic = type === 'test:diagnostic' ? String(data?.message) : '';
    if (!isMessage(diagnostic)) return false;
    this.#diagnostics.push(diagnostic);
    return true;
  }
}

/** The whole of a reporter that writes one document of what was measured; nothing where nothing was. */
export async function* documentOf(
  events: AsyncIterable<TestEvent>,
  render: (report: RunReport) => Promise<string>,
): AsyncGenerator<string> {
  const gathering = new Gathering();
  await gathering.all(events);
  const report = await gathering.report();
  if (report === null) return;
  yield await render(report);
}
