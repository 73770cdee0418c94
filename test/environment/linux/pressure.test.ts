import { describe, expect, it } from 'vitest';
import { readPressure } from '../../../src/environment/linux/usage.ts';
import { filesOf } from '../fixtures.ts';

const CPU = `some avg10=94.20 avg60=72.33 avg300=83.62 total=6592729099
full avg10=0.00 avg60=0.00 avg300=0.00 total=0
`;

describe('readPressure', () => {
  it('reads the time in which some task waited', () => {
    expect(readPressure('cpu', filesOf({ '/proc/pressure/cpu': CPU }))).toBeCloseTo(6592.729099, 9);
  });

  it.each(['', 'full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n', 'some avg10=0.00\n'])(
    'knows nothing from %j',
    (text) => {
      expect(readPressure('io', filesOf({ '/proc/pressure/io': text }))).toBeNull();
    },
  );

  it('knows nothing where the kernel does not count', () => {
    expect(readPressure('memory', filesOf({}))).toBeNull();
  });
});
