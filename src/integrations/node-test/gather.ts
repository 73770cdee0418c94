import type { RunReport } from '../../model/result.ts';
import { RunBook } from '../shared/run-book.ts';
import { circumstancesOf } from './circumstances.ts';
import { type Message, REPORTER, unpackMessage } from './message.ts';
import { settingsOf } from './process-host.ts';

/** An event of node:test, as its reporters are given them. */
export interface TestEvent {
  readonly type: string;
  readonly data?: { readonly message?: unknown };
}

// Reporters are loaded before the processes of test files start, which inherit this.
process.env[REPORTER] = '1';

/** Takes what tests tell evenkeel out of the events of a run, and makes a report of it. */
export class Gathering {
  // Null where the configuration is wrong, which every test says of itself.
  readonly #book = settingsOf(circumstancesOf()).then(
    (settings) => new RunBook(settings),
    () => null,
  );
  readonly #messages: Message[] = [];

  /** The events that are for others. */
  async *others<Event extends TestEvent>(events: AsyncIterable<Event>): AsyncGenerator<Event> {
    for await (const event of events) if (!this.#take(event)) yield event;
  }

  /** Takes all events. */
  async all(events: AsyncIterable<TestEvent>): Promise<void> {
    for await (const event of events) this.#take(event);
  }

  /** The report, once all events have come; null where nothing was measured. */
  async report(): Promise<RunReport | null> {
    const book = await this.#book;
    if (!book || this.#messages.length === 0) return null;
    for (const { owner, outcome } of this.#messages) book.add(owner, outcome);
    return book.close();
  }

  #take({ type, data }: TestEvent): boolean {
    const message = type === 'test:diagnostic' ? unpackMessage(String(data?.message)) : null;
    if (message) this.#messages.push(message);
    return message !== null;
  }
}
