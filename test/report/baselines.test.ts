import { describe, expect, it } from 'vitest';
import { renderBaseline, renderSeriesList } from '../../src/report/baselines.ts';
import { displayWidth } from '../../src/report/text/width.ts';
import { baseline, overviews, records } from './fixtures.ts';

const plain = { color: false, width: 80 };

describe('renderSeriesList', () => {
  it.each([40, 80])('matches its golden file at %i columns', async (width) => {
    await expect(renderSeriesList(overviews, { width, color: false })).toMatchFileSnapshot(
      `golden/series-${width}.golden`,
    );
  });

  it('says how baselines come about where there are none', () => {
    expect(renderSeriesList([], plain)).toBe('No baselines are stored yet: "evenkeel run" makes them.\n');
  });
});

describe('renderBaseline', () => {
  it.each([40, 80])('matches its golden file at %i columns', async (width) => {
    const shown = renderBaseline(baseline, records, { width, color: false });
    await expect(shown).toMatchFileSnapshot(`golden/baseline-${width}.golden`);
    expect(Math.max(...shown.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
  });

  it('matches its golden file with color', async () => {
    const shown = renderBaseline(baseline, records, { width: 80, color: true });
    await expect(shown).toMatchFileSnapshot('golden/baseline-80-color.golden');
  });

  it('shows runs newest first, whatever order they come in', () => {
    expect(renderBaseline(baseline, records.toReversed(), plain)).toBe(renderBaseline(baseline, records, plain));
  });

  it('calls nothing superseded where nothing was accepted', () => {
    const statuses = renderBaseline(baseline, records.slice(0, 3), plain).match(/(recorded|regression|superseded)$/gm);
    expect(statuses).toEqual(['regression', 'recorded', 'recorded']);
  });

  it('calls undecided what was too noisy to tell', () => {
    const shown = renderBaseline(baseline, [{ ...records[4]!, status: 'undecided' }], plain);
    expect(shown).toMatch(/\? 2026-03-05 08:04 .* undecided$/m);
  });

  it('shows runs without a baseline, and so without a change', () => {
    const shown = renderBaseline(null, records.slice(2, 3), plain);
    expect(shown).toContain('No baseline: no run counts towards one yet.');
    expect(shown).toMatch(/2026-03-03 08:02 {2}2a1b2c3 {3}1\.31 ms {18}5 {2}regression/);
  });

  it('shows a baseline without runs', () => {
    expect(renderBaseline(baseline, [], plain)).toMatch(
      /^parse > large document\n[\s\S]*made from 2 runs with 1,000 samples/,
    );
  });

  it('says what to do where there is neither', () => {
    expect(renderBaseline(null, [], plain)).toContain('"evenkeel baseline list" shows the names');
  });

  it('shows no change against a baseline of no time', () => {
    expect(renderBaseline({ ...baseline, medianTime: 0 }, records, plain)).not.toMatch(/[+−]\d/);
  });
});
