import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../src/measure/processor-time.ts';

function work(milliseconds: number): void {
  const before = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    if (user + system > milliseconds * 1000) return;
  }
}

describe('processorTime', () => {
  it('counts what is worked between start and stop, and nothing else', () => {
    const watch = processorTime();
    expect(watch.total()).toBe(0);
    work(20);
    watch.start();
    work(5);
    watch.stop();
    const once = watch.total();
    expect(once).toBeGreaterThan(0.0049);
    watch.start();
    work(5);
    watch.stop();
    expect(watch.total()).toBeGreaterThan(once + 0.0049);
  });

  it('stands still while nothing is worked', async () => {
    const [waiting, working] = [processorTime(), processorTime()];
    waiting.start();
    await wait(200);
    waiting.stop();
    working.start();
    work(200);
    working.stop();
    expect(waiting.total()).toBeLessThan(working.total() / 2);
  });

  it('counts interruptions between start and stop only', () => {
    const all = processorTime();
    const none = processorTime();
    all.start();
    none.start();
    none.stop();
    const before = process.resourceUsage().involuntaryContextSwitches;
    work(30);
    const meanwhile = process.resourceUsage().involuntaryContextSwitches - before;
    all.stop();
    expect(all.interruptions()).toBeGreaterThanOrEqual(meanwhile);
    expect(none.interruptions()).toBeLessThanOrEqual(all.interruptions());
    const sofar = none.interruptions();
    work(5);
    expect(none.interruptions()).toBe(sofar);
  });
});
