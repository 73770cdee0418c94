import { pbkdf2 } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { feelsControlKernel, runControlKernel, runWaitingControlKernel } from '../../src/measure/control-kernel.ts';
import { measureEmptyCall } from '../../src/measure/empty-call.ts';
import { collectGarbage } from '../../src/measure/garbage.ts';
import { locationOf } from '../../src/measure/location.ts';
import { isThenable } from '../../src/measure/unfinished.ts';
import { builtModule } from './processes/built.ts';
import { runScript } from './run-script.ts';

describe('the control kernel', () => {
  it('takes some time, and about the same every time', () => {
    const passes = Array.from({ length: 50 }, runControlKernel).sort((a, b) => a - b);
    expect(passes[0]).toBeGreaterThan(0);
    expect(passes[25]! / passes[0]!).toBeLessThan(20);
  });

  it('feels a busy thread pool where it waits for it', async () => {
    const idle = await quickestPass();
    let isOver = false;
    const keepBusy = () => pbkdf2('a', 'b', 400, 64, 'sha512', () => isOver || keepBusy());
    for (let thread = 0; thread < 8; thread++) keepBusy();
    const busy = await quickestPass();
    isOver = true;
    expect(busy / idle).toBeGreaterThan(2);
  });

  it('is felt by short samples only', () => {
    expect(feelsControlKernel(0.0003)).toBe(true);
    expect(feelsControlKernel(0.1)).toBe(false);
  });
});

async function quickestPass(): Promise<number> {
  const passes: number[] = [];
  for (let i = 0; i < 5; i++) passes.push(await runWaitingControlKernel());
  return Math.min(...passes);
}

describe('an empty call', () => {
  it('takes longer where it is awaited', async () => {
    const [plain, awaited] = [await measureEmptyCall(false), await measureEmptyCall(true)];
    expect(plain).toBeGreaterThan(0);
    expect(awaited).toBeGreaterThan(plain);
  });
});

describe('collectGarbage', () => {
  it.each([[[]], [['--expose-gc']]])('collects in a process that was started with %j', async (flags) => {
    const source = `import { collectGarbage } from '${builtModule('measure/garbage.js')}';
      let kept = new Array(1e6).fill({});
      const reference = new WeakRef(kept);
      kept = null;
      await new Promise((done) => setTimeout(done));
      answer([collectGarbage(), collectGarbage(), reference.deref() === undefined]);`;
    expect(await runScript(source, flags)).toEqual([true, true, true]);
  });

  it('works here as well', () => expect(collectGarbage()).toBe(true));
});

describe('locationOf', () => {
  it('is the 5th percentile', () => {
    const samples = Array.from({ length: 101 }, (_, i) => 100 - i);
    expect(locationOf(samples)).toBe(5);
    expect(locationOf([7])).toBe(7);
  });
});

describe('isThenable', () => {
  const withThen = (then: unknown) => Object.fromEntries([['then', then]]);
  it.each([
    [Promise.resolve(), true],
    [withThen(() => 1), true],
    [
      Object.assign(
        () => 1,
        withThen(() => 1),
      ),
      true,
    ],
    [null, false],
    [undefined, false],
    [1, false],
    [withThen(1), false],
    [() => 1, false],
  ])('%o: %s', (value, expected) => expect(isThenable(value)).toBe(expected));
});
