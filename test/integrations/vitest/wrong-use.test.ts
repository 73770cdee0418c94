import { describe, expect, it } from 'vitest';
import { wrongUseOf } from '../../../src/integrations/vitest/performance-project.ts';

describe('wrongUseOf', () => {
  it('finds nothing wrong with one fork at a time, in the words of each version', () => {
    expect(wrongUseOf({ pool: 'forks', poolOptions: { forks: { singleFork: true } } }, '3.2.4')).toBeNull();
    expect(wrongUseOf({ pool: 'forks', maxWorkers: 1 }, '4.1.12')).toBeNull();
    expect(wrongUseOf({ pool: 'forks', maxWorkers: '1' }, '5.1.1')).toBeNull();
  });

  it.each(['threads', 'vmThreads', 'vmForks'])('refuses the pool %s, and says what to change', (pool) => {
    expect(wrongUseOf({ pool, maxWorkers: 1 }, '4.1.12')).toMatch(
      new RegExp(`runs in the pool "${pool}".*Take \`--pool\` away.*--pool=forks$`),
    );
  });

  it('refuses several workers, and says what to change', () => {
    const message = /several workers\. Take `--maxWorkers` away/;
    expect(wrongUseOf({ pool: 'forks', maxWorkers: 4 }, '5.1.1')).toMatch(message);
    expect(wrongUseOf({ pool: 'forks' }, '3.2.4')).toMatch(message);
  });
});
