import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/baselines/memory-store.ts';
import { exportBaselines, importBaselines } from '../../src/baselines/portable.ts';
import type { BaselineStore } from '../../src/baselines/store.ts';
import { UsageError } from '../../src/errors.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { runRecord, seededRandom } from '../baselines/records.ts';

const NAMES = ['parse', 'größer “als” 日本', 'a\\b "c"\n', '\u{1f680}'];
const RECORDS = NAMES.flatMap((testName) => [1, 2, 3].map((day) => runRecord(day, { testName, commit: null })));
const KEPT = runRecord(9, { testName: 'what was there before' });

async function exported(records: readonly RunRecord[] = RECORDS): Promise<string> {
  const store = createMemoryStore();
  await store.append(records);
  return exportBaselines(store);
}

async function contentOf(store: BaselineStore): Promise<readonly RunRecord[]> {
  return (await Promise.all((await store.series()).map((key) => store.history(key)))).flat();
}

/** Imports what may be damaged: either all of it is what was exported, or nothing is changed and an error says why. */
async function outcomeOf(bytes: Buffer): Promise<'unharmed' | 'refused'> {
  const store = createMemoryStore();
  await store.append([KEPT]);
  const error = await importBaselines(store, bytes.toString('utf8'), { merge: false, source: 'old.json' }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const content = await contentOf(store);
  if (error === null) {
    expect(await exported(content)).toContain(linesOf(await exported()));
    return 'unharmed';
  }
  expect(error).toBeInstanceOf(UsageError);
  expect((error as UsageError).message).toMatch(/^The baselines to import \(old\.json\) .*othing was imported/);
  expect(content).toEqual([KEPT]);
  return 'refused';
}

/** An export without its head, which has its date. */
function linesOf(text: string): string {
  return text.slice(text.indexOf('\n'));
}

function counted(outcomes: readonly string[]): { readonly unharmed: number; readonly refused: number } {
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return { unharmed: count('unharmed'), refused: count('refused') };
}

describe('damage to exported baselines', () => {
  it('of any bit is found before anything is imported', async () => {
    const sound = Buffer.from(await exported());
    const random = seededRandom(20_261_123);
    const outcomes: string[] = [];
    for (let i = 0; i < 1000; i++) {
      const damaged = Buffer.from(sound);
      damaged[Math.floor(random() * sound.length)]! ^= 1 << Math.floor(random() * 8);
      outcomes.push(await outcomeOf(damaged));
    }
    // What is unharmed had a space for a line's end, or an exponent in another case.
    expect(counted(outcomes).refused).toBeGreaterThan(980);
  });

  it('of any digit is found, which leaves it as good JSON as before', async () => {
    const sound = Buffer.from(await exported());
    const random = seededRandom(3);
    const digits = [...sound.entries()].flatMap(([at, byte]) => (byte >= 0x30 && byte <= 0x39 ? at : []));
    const outcomes: string[] = [];
    for (let i = 0; i < 500; i++) {
      const damaged = Buffer.from(sound);
      const at = digits[Math.floor(random() * digits.length)]!;
      damaged[at] = 0x30 + ((damaged[at]! - 0x30 + 1 + Math.floor(random() * 9)) % 10);
      outcomes.push(await outcomeOf(damaged));
    }
    // What is unharmed had another last digit of seventeen, which is the same number.
    expect(counted(outcomes).refused).toBeGreaterThan(480);
  });

  it('by a cut is found wherever it is', async () => {
    const sound = Buffer.from(await exported());
    const random = seededRandom(4);
    const outcomes: string[] = [];
    for (let i = 0; i < 300; i++) {
      outcomes.push(await outcomeOf(sound.subarray(0, Math.floor(random() * (sound.length - 3)))));
    }
    expect(counted(outcomes)).toEqual({ unharmed: 0, refused: 300 });
  });

  it('to its lines is found: one missing, twice there, or two in each other’s places', async () => {
    const lines = (await exported()).split('\n');
    const [first, second, third] = [lines[1]!, lines[2]!, lines[3]!];
    for (const changed of [
      lines.toSpliced(1, 1),
      lines.toSpliced(1, 0, first),
      lines.toSpliced(1, 2, second, first),
      lines.toSpliced(1, 1, third),
    ]) {
      expect(await outcomeOf(Buffer.from(changed.join('\n')))).toBe('refused');
    }
  });
});
