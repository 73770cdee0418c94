import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ciCommandsIn } from '../../../bench/faults/names/readers.mjs';
import { Gathering, type TestEvent } from '../../../src/integrations/node-test/gather.ts';
import json from '../../../src/integrations/node-test/json.ts';
import junit from '../../../src/integrations/node-test/junit.ts';
import markdown from '../../../src/integrations/node-test/markdown.ts';
import { packMessage, sayMessage, unpackMessage } from '../../../src/integrations/node-test/message.ts';
import reporter from '../../../src/integrations/node-test/reporter.ts';
import { NO_OUTCOME } from '../../../src/integrations/shared/outcome.ts';
import { outsideCi } from '../../framework/fixtures.ts';
import { byPairs, comparison, testResult } from '../../report/fixtures.ts';

beforeEach(outsideCi);
beforeEach(() => {
  const { exitCode } = process;
  return () => {
    process.exitCode = exitCode;
  };
});

const messageOf = (testName: string, file = 'a.test.js') => ({
  owner: { id: `${file}\n${testName}`, testName, file },
  outcome: { ...NO_OUTCOME, results: [testResult({ testName, file: null })] },
});

async function* eventsOf(...messages: readonly string[]): AsyncGenerator<TestEvent> {
  const pass = { name: 'plain', nesting: 0, testNumber: 1, details: { duration_ms: 1 } };
  yield { type: 'test:pass', data: pass as TestEvent['data'] & object };
  for (const message of messages) yield { type: 'test:diagnostic', data: { message } };
}

async function textOf(output: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of output) text += part;
  return text;
}

describe('messages', () => {
  it('survive being a text', async () => {
    const message = messageOf('a } name { with "braces"');
    expect(await unpackMessage(packMessage(message))).toEqual(message);
  });

  it.each(['tests 1', 'evenkeel: 1 ms, pass', ''])('%o is none', async (text) => {
    expect(await unpackMessage(text)).toBeNull();
  });

  it('are a few words for other reporters', () => {
    const { owner, outcome } = messageOf('parse');
    const words = sayMessage({
      owner,
      outcome: { ...outcome, comparisons: [comparison({ recommendation: 'Keep it.' })] },
    });
    expect(words).toEqual(['evenkeel: 12.3 µs, +0.2 % [−0.6, +1.0], pass', 'evenkeel: Keep it.']);
  });
});

describe('the reporter', () => {
  it("shows what spec shows, without messages, and then evenkeel's table", async () => {
    const text = await textOf(reporter(eventsOf(packMessage(messageOf('parse')), 'said by a test')));
    expect(text).toMatch(/plain[\s\S]*said by a test[\s\S]*a\.test\.js\n {2}✓ parse .* pass\n[\s\S]*1 test: 1 passed/);
    expect(text).not.toContain('evenkeel:{');
    expect(process.exitCode).toBeUndefined();
  });

  it('makes text of the names and messages that spec shows, and leaves alone what programs write', async () => {
    async function* hostile(): AsyncGenerator<TestEvent> {
      const data = { name: 'x\n::error::a \u001b[2J##[b]', nesting: 0, testNumber: 1, details: { duration_ms: 1 } };
      yield { type: 'test:pass', data: data as TestEvent['data'] & object };
      yield { type: 'test:diagnostic', data: { message: 'y\n::error::c' } };
      yield { type: 'test:stdout', data: { message: '::notice::of a program\n' } };
    }
    const text = await textOf(reporter(hostile()));
    expect(ciCommandsIn(text)).toEqual(['GitHub: ::notice::of a program']);
    expect(text).toContain('\\::error::a ␛[2J#\\#[b]');
    expect(text).toContain('\\::error::c');
  });

  it('tells what pairs decided about', async () => {
    const { owner, outcome } = messageOf('parse');
    const results = outcome.results.map((result) => ({ ...result, evidence: byPairs() }));
    const message = packMessage({ owner, outcome: { ...outcome, results } });
    expect(await textOf(reporter(eventsOf(message)))).toContain('\nPairs ⇄: 1 suspect against main (1a2b3c4)\n');
    expect(await textOf(markdown(eventsOf(message)))).toContain(': 1 test against main (1a2b3c4).');
    expect(await textOf(junit(eventsOf(message)))).toContain('against the code of main (1a2b3c4)');
    expect(JSON.parse(await textOf(json(eventsOf(message)))).results[0].evidence).toEqual(byPairs());
  });

  it('shows a table whenever everything that had changed has run, in watch mode', async () => {
    async function* watched(): AsyncGenerator<TestEvent> {
      for (const name of ['parse', 'print']) {
        yield* eventsOf(packMessage(messageOf(name)));
        yield { type: 'test:watch:drained' };
      }
    }
    const text = await textOf(reporter(watched()));
    expect(text).toMatch(/✓ parse [\s\S]*1 test: 1 passed[\s\S]*✓ print [\s\S]*1 test: 1 passed/);
    expect(text.match(/✓ (?:parse|print) /g)).toHaveLength(2);
  });

  it('fails the run where two files claim one baseline', async () => {
    const messages = [messageOf('parse'), messageOf('parse', 'b.test.js')].map(packMessage);
    const text = await textOf(reporter(eventsOf(...messages)));
    expect(text).toMatch(/The baseline "parse" belongs to "parse" in a\.test\.js already/);
    expect(process.exitCode).toBe(1);
  });

  it('writes the annotations of GitHub where it runs there', async () => {
    process.env.GITHUB_ACTIONS = 'true';
    onTestFinished(() => void delete process.env.GITHUB_ACTIONS);
    const { owner } = messageOf('parse');
    const outcome = { ...NO_OUTCOME, results: [testResult({ testName: 'parse', verdict: 'regression' })] };
    expect(await textOf(reporter(eventsOf(packMessage({ owner, outcome }))))).toMatch(/^::error /m);
  });

  it.each([
    ['json', json, /"testName": ?"parse"/],
    ['junit', junit, /<testcase classname="a\.test\.js" name="parse"/],
    ['markdown', markdown, /\*\*Performance: nothing slower\*\* · 1 passed/],
  ])('has one for %s', async (_, format, expected) => {
    expect(await textOf(format(eventsOf(packMessage(messageOf('parse')))))).toMatch(expected);
    expect(await textOf(format(eventsOf()))).toBe('');
  });

  it('adds nothing where nothing was measured, or the configuration is wrong', async () => {
    expect(await textOf(reporter(eventsOf()))).not.toContain('verdict');
    process.env.EVENKEEL_CONFIDENCE_LEVEL = 'high';
    onTestFinished(() => void delete process.env.EVENKEEL_CONFIDENCE_LEVEL);
    const gathering = new Gathering();
    await gathering.all(eventsOf(packMessage(messageOf('parse'))));
    expect(await gathering.report()).toBeNull();
  });
});
