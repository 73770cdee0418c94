import { parseWithin } from '../../bounded-json.ts';
import type { ReadFile } from '../host.ts';

/** What the event that started a GitHub workflow says. */
export interface GithubEvent {
  /** Of its pull request; null where it is of another event. */
  readonly number: number | null;
  readonly headCommit: string | null;
  readonly defaultBranch: string | null;
}

/**
 * Reads the file that `GITHUB_EVENT_PATH` names. It holds what no variable does: the newest commit of the pull request's
 * own branch, the number where the event is `pull_request_target`, and the repository's default branch. All are null where
 * the file is missing or is not JSON.
 *
 * Source: GitHub, "Webhook events and payloads", pull_request and the `repository` of every event.
 */
export function readGithubEvent(path: string, readFile: ReadFile): GithubEvent {
  const event = parse(readFile(path) ?? 'null');
  const pullRequest = property(event, 'pull_request');
  const number = property(pullRequest, 'number');
  return {
    number: typeof number === 'number' ? number : null,
    headCommit: text(property(property(pullRequest, 'head'), 'sha')),
    defaultBranch: text(property(property(event, 'repository'), 'default_branch')),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function parse(text: string): unknown {
  try {
    return parseWithin(text);
  } catch {
    return null;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
