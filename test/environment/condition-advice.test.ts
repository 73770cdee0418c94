import { describe, expect, it } from 'vitest';
import { adviceOnConditions } from '../../src/environment/condition-advice.ts';

describe('adviceOnConditions', () => {
  it('has nothing to say of a plain process', () => {
    expect(adviceOnConditions([])).toEqual([]);
  });

  it('says what coverage and a debugger do, and what to do instead', () => {
    const [coverage, inspector] = adviceOnConditions(['coverage', 'inspector']);
    expect(coverage).toMatch(/coverage .* slower\. Measure without/);
    expect(inspector).toMatch(/debugger .* Measure without --inspect/);
  });

  it('names all options of Node at once', () => {
    const advice = adviceOnConditions(['coverage', 'max-opt-1', 'no-maglev']);
    expect(advice).toHaveLength(2);
    expect(advice[1]).toContain('(max-opt-1, no-maglev)');
  });
});
