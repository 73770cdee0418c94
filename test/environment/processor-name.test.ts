import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorSlug } from '../../src/environment/processor-name.ts';

describe('processorSlug', () => {
  it.each([
    ['Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz', 'intel-xeon-platinum-8370c'],
    ['Intel(R) Xeon(R) CPU E5-2673 v4 @ 2.30GHz', 'intel-xeon-e5-2673-v4'],
    ['Intel(R) Xeon(R) Processor (family 6 model 207)', 'intel-xeon-family-6-model-207'],
    ['Intel(R) Xeon(R) CPU @ 2.20GHz (family 6 model 79)', 'intel-xeon-family-6-model-79'],
    ['12th Gen Intel(R) Core(TM) i7-1260P', '12th-gen-intel-core-i7-1260p'],
    ['Intel(R) Core(TM)2 Duo CPU T7300 @ 2000 MHz', 'intel-core-2-duo-t7300'],
    ['AMD EPYC 7763 64-Core Processor', 'amd-epyc-7763'],
    ['AMD Ryzen 7 5800U with Radeon Graphics', 'amd-ryzen-7-5800u'],
    ['AMD FX(tm)-6300 Six-Core Processor', 'amd-fx-6300'],
    ['Apple M1 (Virtual)', 'apple-m1-virtual'],
    ['ARM Neoverse-N2', 'arm-neoverse-n2'],
    ['unknown', 'unknown'],
    ['(R)', 'unknown'],
  ])('makes of %s %s', (name, slug) => {
    expect(processorSlug(name)).toBe(slug);
  });

  it('makes words of lower-case letters and digits of any name', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(processorSlug(name)).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      }),
    );
  });
});
