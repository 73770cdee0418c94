import { readFile } from 'node:fs';
import { readFile as read } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { observeLeftRunning } from '../../src/measure/left-running.ts';
import { prepareSubject, type Subject } from '../../src/measure/subject.ts';

/** What is seen of a function, after a few calls as a measurement makes them. */
async function observed(fn: Subject['fn'], over: Partial<Subject> = {}) {
  const prepared = await prepareSubject({ fn, context: undefined, input: null, beforeEach: null, ...over });
  await prepared.run(5);
  return observeLeftRunning(prepared, 1e-6);
}

const done = { sum: 0 };
function work(): void {
  for (let i = 0; i < 1e6; i++) done.sum += Math.sqrt(i);
}
const workLater = async () => {
  await null;
  work();
};
const kept: NodeJS.Timeout[] = [];
afterEach(() => {
  for (const timer of kept.splice(0)) clearTimeout(timer);
});

it.each<[string, Subject['fn']]>([
  ['a promise, with braces where there should be none', () => void workLater()],
  ['a chain of promises', () => void Promise.resolve().then(work)],
  ['a timer in an asynchronous function', async () => void kept.push(setTimeout(work, 60_000))],
  ['a timer', () => void setTimeout(work, 1)],
  ['something for the next turn', () => void setImmediate(work)],
  ['a microtask', () => queueMicrotask(work)],
  ['a tick', () => process.nextTick(work)],
  ['a callback', () => readFile(import.meta.filename, work)],
  ['a file operation that nobody awaits', () => void read(import.meta.filename)],
])('sees that every call leaves %s', async (_, fn) => {
  expect(await observed(fn)).toEqual([{ kind: 'leaves_running' }]);
});

it('sees it of slow functions by what their samples have left, and calls them no more often', async () => {
  let calls = 0;
  const slow = (start: () => void) => () => {
    calls++;
    start();
  };
  const seenOf = async (fn: Subject['fn']) => {
    const prepared = await prepareSubject({ fn, context: undefined, input: null, beforeEach: null });
    await prepared.run(5);
    calls = 0;
    return observeLeftRunning(prepared, 0.05);
  };
  kept.push(setTimeout(work, 60_000));
  const fork = () => void kept.push(setTimeout(work, 60_000));
  expect(await seenOf(slow(fork))).toEqual([{ kind: 'leaves_running' }]);
  expect(await seenOf(slow(() => undefined))).toEqual([]);
  expect(calls).toBe(0);
});

it('waits for nothing that the samples have started', async () => {
  const prepared = await prepareSubject({
    fn: () => void kept.push(setTimeout(work, 0)),
    context: undefined,
    input: null,
    beforeEach: null,
  });
  await prepared.run(100);
  const sum = done.sum;
  expect(await observeLeftRunning(prepared, 1e-6)).toEqual([{ kind: 'leaves_running' }]);
  expect(done.sum).toBe(sum);
});

it('sees it with an input for each call as well', async () => {
  const fn = (ms: unknown) => void setTimeout(work, ms as number);
  expect(await observed(fn, { input: () => 1 })).toEqual([{ kind: 'leaves_running' }]);
});

it.each<[string, Subject['fn']]>([
  ['work', work],
  ['nothing', () => undefined],
  ['work that is awaited', workLater],
  ['a timer that is awaited', () => wait(1)],
  ['a file that is read', () => read(import.meta.filename)],
  ['a callback that is waited for', () => new Promise((end) => readFile(import.meta.filename, end))],
  ['a timer that the first call starts and later ones find', () => kept[0] ?? kept.push(setTimeout(work, 60_000))],
  ['a timer that is stopped again', () => clearTimeout(setTimeout(work, 60_000))],
  ['a timer that does not keep the process', () => void setTimeout(work, 60_000).unref()],
])('says nothing of %s', async (_, fn) => {
  // The runner's own work in this process, and a busy machine, may be seen instead, but not each time.
  const seen = [await observed(fn), await observed(fn), await observed(fn)];
  expect(seen).toContainEqual([]);
});

it('is not asked of a function that something has to follow, nor of a slow one', async () => {
  const { prepareWithAfterEach } = await import('../../src/measure/after-each.ts');
  const subject = { fn: () => void workLater(), context: undefined, input: null, beforeEach: null };
  expect(
    await observeLeftRunning(await prepareWithAfterEach({ ...subject, afterEach: () => undefined }), 1e-6),
  ).toEqual([]);
  expect(await observeLeftRunning(await prepareSubject(subject), 0.1)).toEqual([]);
});
