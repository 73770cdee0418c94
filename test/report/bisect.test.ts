import { describe, expect, it } from 'vitest';
import { renderBisect } from '../../src/report/terminal/render-bisect.ts';
import { bisectReport } from './bisect-fixtures.ts';

describe('renderBisect', () => {
  it.each([120, 60])('shows what came of each test and what was measured, %i columns wide', async (width) => {
    const text = renderBisect(bisectReport, { color: false, width, quiet: false });
    await expect(text).toMatchFileSnapshot(`golden/bisect-${width}.golden`);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('leaves out the commits where less is asked for', () => {
    const text = renderBisect(bisectReport, { color: false, width: 120, quiet: true });
    expect(text).toContain('14.2 % slower since aaaaaaa');
    expect(text).not.toContain('Move to another compiler');
  });

  it('lets no subject of a commit steer the terminal', () => {
    const [test] = bisectReport.tests;
    const subject = 'red \u001b[31m and \u202e back';
    const measured = [{ ...test!.measured[0]!, subject }];
    const text = renderBisect(
      { ...bisectReport, tests: [{ ...test!, measured }] },
      { color: false, width: 120, quiet: false },
    );
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
  });
});
