import { describe, expect, it } from 'vitest';
import { abortOnSignals } from '../../src/cli/signals.ts';

describe('abortOnSignals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('turns the first %s into an abort, and says so once', (name) => {
    let told = 0;
    const { signal, release } = abortOnSignals(() => told++);
    expect(signal.aborted).toBe(false);
    process.emit(name, name);
    release();
    expect(signal.aborted).toBe(true);
    expect(told).toBe(1);
  });

  it('gives the signals back', () => {
    const before = process.listenerCount('SIGTERM');
    const { release } = abortOnSignals(() => undefined);
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    release();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});
