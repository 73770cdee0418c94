import { describe, expect, it } from 'vitest';
import { readPullRequestEvent } from '../../../src/environment/ci/event.ts';
import { filesOf } from '../fixtures.ts';

const HEAD = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';
const read = (content: string) => readPullRequestEvent('/event.json', filesOf({ '/event.json': content }));

describe('readPullRequestEvent', () => {
  it('reads number and newest commit', () => {
    const event = { action: 'synchronize', pull_request: { number: 42, head: { ref: 'faster', sha: HEAD } } };
    expect(read(JSON.stringify(event))).toEqual({ number: 42, headCommit: HEAD });
  });

  it.each([
    '',
    '{"pull_request": ',
    'null',
    '[]',
    '{"ref": "refs/heads/main"}',
    '{"pull_request": 42}',
    '{"pull_request": {"number": "42", "head": {"sha": 42}}}',
  ])('knows nothing from %j', (content) => {
    expect(read(content)).toEqual({ number: null, headCommit: null });
  });

  it('knows nothing without the file', () => {
    expect(readPullRequestEvent('/event.json', filesOf({}))).toEqual({ number: null, headCommit: null });
  });
});
