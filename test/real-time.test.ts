import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dateOf, findProblem, isoTime, parseTime, problemWithClock, timeOfDay } from '../src/real-time.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A clock that shows one reading after the other, each `step` after the one before. */
function clockOf(step: number): () => number {
  let reading = 0;
  return () => {
    reading += step;
    return reading;
  };
}

describe('a clock', () => {
  it('is sound where nothing has replaced it', () => {
    expect(problemWithClock()).toBeNull();
  });

  it.each([
    ['stands still', () => 7, process.uptime, /went on by 0 s/],
    ['goes back', clockOf(-1), process.uptime, /went on by -/],
    ['is no number', () => Number.NaN, process.uptime, /went on by NaN s/],
    ['goes at half of the speed', () => performance.now() / 2, process.uptime, /is not the system's clock/],
    ['goes at twice the speed', () => performance.now() * 2, process.uptime, /is not the system's clock/],
    ['stands still beside another that does', () => 7, () => 3, /went on by 0 s/],
  ])('that %s is a fake', (_, readMilliseconds, readUptime, message) => {
    expect(findProblem({ readMilliseconds, readUptime })).toMatch(message);
  });

  it('that goes is taken for sound where there is nothing to hold it against', () => {
    expect(findProblem({ readMilliseconds: () => performance.now(), readUptime: () => 3 })).toBeNull();
  });
});

describe('the time of day', () => {
  it('is the real one whatever a test has made of Date', () => {
    const present = performance.timeOrigin + performance.now();
    const isPresent = (time: number) => Math.abs(time - present) < 60_000;
    vi.useFakeTimers({ now: Date.parse('2099-01-01T00:00:00Z') });
    expect([timeOfDay(), dateOf().getTime(), parseTime(isoTime())].map(isPresent)).toEqual([true, true, true]);
    vi.useRealTimers();

    const fixed = new Date(0);
    vi.spyOn(globalThis, 'Date').mockImplementation(function mocked() {
      return fixed;
    } as never);
    expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(dateOf('2026-03-04T12:00:00Z').getTime()).toBe(1_772_625_600_000);
    expect(isPresent(timeOfDay())).toBe(true);
  });
});

it('is where everything else in src takes clocks and timers from', () => {
  const src = join(import.meta.dirname, '../src');
  const raw =
    /\bnew Date\(|\bDate\.\w+\(|\bperformance\.\w+|\b(?:set|clear)(?:Timeout|Interval|Immediate)\(|\bqueueMicrotask\(|\bprocess\.(?:hrtime|nextTick)\b/;
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    // The script of a page runs in no test of a user's.
    .filter(
      (file) => file.endsWith('.ts') && file !== 'real-time.ts' && !file.startsWith(join('report', 'html', 'browser')),
    )
    .flatMap((file) =>
      readFileSync(join(src, file), 'utf8')
        .split('\n')
        // Comments and words for people may name them.
        .filter((line) => raw.test(line.replace(/^\s*(?:\/\/|\/?\*).*|(['"`]).*?\1/g, '')))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
