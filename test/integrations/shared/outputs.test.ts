import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportToGithub, writeOutputs } from '../../../src/integrations/shared/outputs.ts';
import { temporaryDirectory } from '../../framework/fixtures.ts';
import { report } from '../../report/fixtures.ts';
import { parseRunReport } from '../../report/parse-run-report.ts';

const empty = { ...report, results: [], comparisons: [], failures: [] };

describe('writeOutputs', () => {
  it('writes what was asked for, in directories that it makes', async () => {
    const directory = temporaryDirectory();
    await writeOutputs(report, { json: 'out/a.json', junit: 'out/a.xml', markdown: 'out/a.md' }, directory);
    const read = (name: string) => readFileSync(join(directory, 'out', name), 'utf8');
    expect((await parseRunReport(read('a.json'))).summary).toEqual(report.summary);
    expect(read('a.xml')).toMatch(/^<\?xml/);
    expect(read('a.md')).toMatch(/^\*\*Performance/);
    const evidence = (await parseRunReport(read('a.json'))).results.map((result) => result.evidence);
    expect(evidence).toEqual(report.results.map((result) => result.evidence));
    expect(read('a.xml')).toContain('decided by pairs of processes, against the code of main (1a2b3c4)');
    expect(read('a.md')).toContain('Decided in pairs of processes: 2 tests against main (1a2b3c4).');
  });

  it('says which file cannot be written', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'file'), '');
    await expect(writeOutputs(report, { json: 'file/a.json' }, directory)).rejects.toThrow(
      /file\/a\.json cannot be written/,
    );
  });
});

describe('reportToGithub', () => {
  it('annotates, and appends to the summary of the step', async () => {
    const summary = join(temporaryDirectory(), 'summary.md');
    writeFileSync(summary, 'before\n');
    const annotations = await reportToGithub(report, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
    expect(annotations).toMatch(/^::error file=[^:]+,title=regression%3A /m);
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n\*\*Performance/);
    expect(await reportToGithub(report, { GITHUB_ACTIONS: 'true' })).toBe(annotations);
  });

  it('is silent elsewhere, and of nothing', async () => {
    expect(await reportToGithub(report, {})).toBe('');
    expect(await reportToGithub(empty, { GITHUB_ACTIONS: 'true' })).toBe('');
  });
});
