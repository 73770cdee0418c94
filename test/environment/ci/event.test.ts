import { describe, expect, it } from 'vitest';
import { readGithubEvent } from '../../../src/environment/ci/event.ts';
import { filesOf } from '../fixtures.ts';

const HEAD = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';
const read = (content: string) => readGithubEvent('/event.json', filesOf({ '/event.json': content }));

describe('readGithubEvent', () => {
  it('reads number and newest commit', () => {
    const event = { action: 'synchronize', pull_request: { number: 42, head: { ref: 'faster', sha: HEAD } } };
    expect(read(JSON.stringify(event))).toEqual({ number: 42, headCommit: HEAD, defaultBranch: null });
  });

  it('reads the default branch of whatever event it is', () => {
    const event = { ref: 'refs/heads/try', repository: { full_name: 'example/thing', default_branch: 'production' } };
    expect(read(JSON.stringify(event))).toEqual({ number: null, headCommit: null, defaultBranch: 'production' });
  });

  it.each([
    '',
    '{"pull_request": ',
    'null',
    '[]',
    '{"ref": "refs/heads/main"}',
    '{"pull_request": 42}',
    '{"pull_request": {"number": "42", "head": {"sha": 42}}}',
    '{"repository": {"default_branch": 42}}',
    '{"repository": {"default_branch": ""}}',
  ])('knows nothing from %j', (content) => {
    expect(read(content)).toEqual({ number: null, headCommit: null, defaultBranch: null });
  });

  it('knows nothing without the file', () => {
    expect(readGithubEvent('/event.json', filesOf({}))).toEqual({
      number: null,
      headCommit: null,
      defaultBranch: null,
    });
  });
});
