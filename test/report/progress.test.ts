import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProgress, type Progress } from '../../src/report/progress.ts';
import { displayWidth } from '../../src/report/text/width.ts';

const CLEAR = '\r\u001b[K';

/** What a terminal shows of what was written: the lines that stay, and the one that the cursor is on. */
function screen(written: readonly string[]): { lines: string[]; current: string } {
  const rows = written.join('').split('\n');
  const shown = rows.map((row) => row.slice(row.lastIndexOf(CLEAR) === -1 ? 0 : row.lastIndexOf(CLEAR) + CLEAR.length));
  return { lines: shown.slice(0, -1), current: shown.at(-1) ?? '' };
}

function watch(options: { isTerminal: boolean; width?: number; color?: boolean }) {
  const written: string[] = [];
  const clock = { seconds: 1000 };
  const progress = createProgress({
    write: (text) => written.push(text),
    redraw: (text) => written.push(CLEAR + text),
    now: () => clock.seconds,
    width: 80,
    color: false,
    ...options,
  });
  return { written, clock, progress };
}

function run(progress: Progress, clock: { seconds: number }, total: number, secondsEach: number): void {
  for (let done = 1; done <= total; done += 1) {
    clock.seconds += secondsEach;
    progress.step({ testName: 'parse > large', done, total, round: Math.ceil((5 * done) / total), rounds: 5 });
  }
}

describe('on a terminal', () => {
  it('draws a bar, counts, the time left and the name', () => {
    const { written, clock, progress } = watch({ isTerminal: true });
    progress.start(60);
    expect(screen(written).current).toBe('────────────────────  0/60');
    clock.seconds += 10;
    progress.step({ testName: 'parse > large', done: 15, total: 60, round: 2, rounds: 5 });
    expect(screen(written).current).toBe('━━━━━───────────────  15/60  round 2/5  30 s left  parse > large');
    clock.seconds += 30;
    progress.step({ testName: 'parse > large', done: 60, total: 60, round: 1, rounds: 1 });
    expect(screen(written).current).toBe('━━━━━━━━━━━━━━━━━━━━  60/60  parse > large');
  });

  it('redraws at most ten times a second', () => {
    const { written, clock, progress } = watch({ isTerminal: true });
    progress.start(1000);
    run(progress, clock, 1000, 0.01);
    expect(written.length).toBeGreaterThan(50);
    expect(written.length).toBeLessThanOrEqual(101);
  });

  it('shows the last step, however soon it comes', () => {
    const { written, clock, progress } = watch({ isTerminal: true });
    progress.start(2);
    run(progress, clock, 2, 0.01);
    expect(screen(written).current).toContain('2/2');
    expect(written).toHaveLength(2);
  });

  it('leaves nothing behind, however often it is ended', () => {
    const { written, clock, progress } = watch({ isTerminal: true });
    progress.end();
    expect(written).toEqual([]);
    progress.start(3);
    run(progress, clock, 2, 1);
    progress.end();
    const count = written.length;
    progress.end();
    progress.step({ testName: 'late', done: 3, total: 3, round: 1, rounds: 1 });
    expect(written).toHaveLength(count);
    expect(screen(written)).toEqual({ lines: [], current: '' });
  });

  it('prints notes above the bar, and alone where there is none', () => {
    const { written, clock, progress } = watch({ isTerminal: true });
    progress.note('before');
    progress.start(4);
    run(progress, clock, 1, 1);
    const bar = screen(written).current;
    progress.note('measuring parse again');
    expect(screen(written)).toEqual({ lines: ['before', 'measuring parse again'], current: bar });
    progress.end();
    progress.note('after');
    expect(screen(written)).toEqual({ lines: ['before', 'measuring parse again', 'after'], current: '' });
  });

  it('fits every width, and lets no name steer the terminal', () => {
    const step = fc.record({
      testName: fc.string({ unit: 'binary' }),
      done: fc.nat(1000),
      total: fc.nat(1000),
      round: fc.integer({ min: 1, max: 9 }),
      rounds: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(step, fc.nat(120), (next, width) => {
        const { written, clock, progress } = watch({ isTerminal: true, width });
        progress.start(next.total);
        clock.seconds += 1;
        progress.step(next);
        const { lines, current } = screen(written);
        expect(lines).toEqual([]);
        expect(displayWidth(current)).toBeLessThanOrEqual(Math.max(0, width - 1));
        expect(current).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('colors the bar', () => {
    const { written, progress } = watch({ isTerminal: true, color: true });
    progress.start(1);
    expect(written.join('')).toContain('\u001b[2m────');
  });
});

describe('elsewhere', () => {
  it('prints a line at the start, about every tenth, and at the end', () => {
    const { written, clock, progress } = watch({ isTerminal: false });
    progress.start(60);
    run(progress, clock, 60, 0.5);
    progress.end();
    expect(written).toHaveLength(11);
    expect(written[0]).toBe('measuring: 0/60\n');
    expect(written[1]).toBe('measuring: 6/60, about 27 s left\n');
    expect(written.at(-1)).toBe('measured: 60/60 in 30.0 s\n');
  });

  it('prints one a minute where the total grows with what is done, and promises no end', () => {
    const { written, clock, progress } = watch({ isTerminal: false });
    progress.start(112);
    for (let done = 102; done <= 302; done += 2) {
      clock.seconds += 2;
      progress.step({ testName: 'starts', done, total: done + 10, round: 9, rounds: 48 });
    }
    expect(written.slice(1)).toEqual([
      'measuring: 102/112, about 1 s left\n',
      'measuring: 162/172, at least 4 s left\n',
      'measuring: 222/232, at least 6 s left\n',
      'measuring: 282/292, at least 7 s left\n',
    ]);
  });

  it('says how far it came, once', () => {
    const { written, clock, progress } = watch({ isTerminal: false });
    progress.start(60);
    run(progress, clock, 3, 2);
    progress.note('interrupted');
    progress.end();
    progress.end();
    expect(written.slice(-2)).toEqual(['interrupted\n', 'measured: 3/3 in 6.00 s\n']);
  });

  it('says nothing at the end of what never began', () => {
    const { written, progress } = watch({ isTerminal: false });
    progress.end();
    expect(written).toEqual([]);
  });
});
