import type { ReadFile } from '../host.ts';

/** What the event that started a GitHub workflow says of its pull request. */
export interface PullRequestEvent {
  readonly number: number | null;
  readonly headCommit: string | null;
}

/**
 * Reads the file that `GITHUB_EVENT_PATH` names. It holds what no variable does: the newest commit of the pull request's
 * own branch, and the number where the event is `pull_request_target`. Both are null where the file is missing, is not
 * JSON, or is of another event.
 *
 * Source: GitHub, "Webhook events and payloads", pull_request.
 */
export function readPullRequestEvent(path: string, readFile: ReadFile): PullRequestEvent {
  const pullRequest = property(parse(readFile(path) ?? 'null'), 'pull_request');
  const number = property(pullRequest, 'number');
  const headCommit = property(property(pullRequest, 'head'), 'sha');
  return {
    number: typeof number === 'number' ? number : null,
    headCommit: typeof headCommit === 'string' ? headCommit : null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
