import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What GitHub Actions sets for a step of a push to the main branch, and what the step's summary holds afterwards. */
export function githubStep(): { readonly env: Readonly<Record<string, string>>; summary(): string } {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-step-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, 'summary.md');
  return {
    env: {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: 'b'.repeat(40),
      GITHUB_RUN_ID: '7',
      GITHUB_STEP_SUMMARY: path,
    },
    summary: () => readFileSync(path, 'utf8'),
  };
}
