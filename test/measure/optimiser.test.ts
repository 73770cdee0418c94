// What an optimising compiler makes of the loop. All times are ratios within one process.
import { describe, expect, it } from 'vitest';
import { builtModule } from './processes/built.ts';
import { runScript } from './run-script.ts';

const TOOLS = `
import { prepareSubject } from '${builtModule('measure/subject.js')}';
import { warmUp } from '${builtModule('measure/warm-up.js')}';
async function secondsPerCall(fn, context) {
  const subject = await prepareSubject({ fn, context, input: null, beforeEach: null });
  const limits = { warmupIterations: 5, iterations: 100, maxDuration: 3, hasInputs: false };
  const { callsPerSample } = await warmUp(subject, limits);
  let least = Infinity;
  for (let i = 0; i < 50; i++) least = Math.min(least, await subject.run(callsPerSample));
  return least / callsPerSample;
}
const empty = () => undefined;
let angle = 2.5;
`;

describe('work that always gives the same result is done in every call', () => {
  it.each([
    ['with a number', '(x) => Math.sin(x)', '2.5'],
    ['with a string', "(text) => text.indexOf('z')", "'abcdefghijklmnopqrstuvwxyz'.repeat(4)"],
    ['with a field', '(it) => Math.sin(it.x)', '{ x: 2.5 }'],
    ['with a variable', '() => Math.sin(angle)', 'undefined'],
  ])('%s', async (_, fn, context) => {
    const source = `${TOOLS}answer([await secondsPerCall(${fn}, ${context}), await secondsPerCall(empty)]);`;
    const [work, nothing] = await runScript<[number, number]>(source);
    expect(work / nothing).toBeGreaterThan(3);
  });
});

it('a function is not slower for others that were measured before it', async () => {
  const others = ['() => ({ a: 1 })', '(x) => x + 1', "() => 'text'.trim()", '(x) => [x]'];
  const measureOthers = others.map((fn) => `await secondsPerCall(${fn}, 2);`).join('\n');
  const source = `${TOOLS}
    const first = await secondsPerCall(() => undefined);
    ${measureOthers}
    answer([first, await secondsPerCall(() => undefined)]);`;
  const [first, last] = await runScript<[number, number]>(source);
  expect(last / first).toBeLessThan(3);
});

describe('sampling makes no garbage of its own', () => {
  // 12 bytes or more for each call would be 196 kB or more; of many more, a part would be collected again.
  const CALLS = 16_384;
  const ALLOWED = 100_000;
  // The least of several tries, because V8 optimises when it finds the time.
  const grown = (prepare: string, work: string) => `${TOOLS}
    import { runControlKernel } from '${builtModule('measure/control-kernel.js')}';
    ${prepare}
    let least = Infinity;
    for (let i = 0; i < 30; i++) {
      ${work}
      await new Promise((done) => setTimeout(done, 5));
      gc();
      const before = process.memoryUsage().heapUsed;
      ${work}
      least = Math.min(least, process.memoryUsage().heapUsed - before);
    }
    answer(least);`;

  it.each([
    ['nothing', '() => undefined', 'undefined'],
    ['whole numbers', '(x) => x + 1', '2'],
    ['fractions', '(x) => x * 1.5', '2.5'],
    ['fractions, of a function too big to be inlined', `(x) => { ${'x += 0.5;'.repeat(400)} return 1; }`, '2.5'],
    ['objects that are there already', '(it) => it', '{}'],
  ])('for a function that returns %s', async (_, fn, context) => {
    const prepare = `
      const subject = await prepareSubject({ fn: ${fn}, context: ${context}, input: null, beforeEach: null });
      for (let i = 0; i < 100; i++) await subject.run(${CALLS});`;
    expect(await runScript<number>(grown(prepare, `await subject.run(${CALLS});`), ['--expose-gc'])).toBeLessThan(
      ALLOWED,
    );
  });

  it('in the control kernel, or next to none', async () => {
    const passes = 'for (let i = 0; i < 50; i++) runControlKernel();';
    const perPass = (await runScript<number>(grown('', passes), ['--expose-gc'])) / 50;
    expect(perPass).toBeLessThan(1000);
  });
});

it('says how to start Node where loops cannot be compiled', async () => {
  const source = `
    import { prepareSubject } from '${builtModule('measure/subject.js')}';
    const failed = await prepareSubject({ fn: () => 1, context: 1, input: null, beforeEach: null }).catch((error) => error);
    answer([failed.code, failed.message]);`;
  const [code, message] = await runScript<[string, string]>(source, ['--disallow-code-generation-from-strings']);
  expect(code).toBe('MEASUREMENT');
  expect(message).toContain('without --disallow-code-generation-from-strings');
});
