import { describe, expect, it } from 'vitest';
import { commitFacts, commitsBetween } from '../../../src/framework/store/commit-facts.ts';
import { makeRepository } from '../../revisions/made-repository.ts';
import { temporaryDirectory } from '../fixtures.ts';

const NOBODYS = 'f'.repeat(40);

describe('what git knows of commits', () => {
  it('is who wrote them, when and what about, in the order asked for, without those that are not there', async () => {
    const repository = makeRepository();
    repository.write({ 'a.js': '1' });
    const first = repository.commit();
    repository.write({ 'a.js': '2' });
    const second = repository.commit();
    const facts = await commitFacts(repository.directory, [second, NOBODYS, first, 'not a hash', '--all']);
    expect(facts.map(({ hash }) => hash)).toEqual([second, first]);
    expect(facts[0]).toMatchObject({ author: 'Somebody', date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
    expect(facts[0]!.subject).not.toBe('');
  });

  it('is those after a commit up to another, newest first', async () => {
    const repository = makeRepository();
    const commits = ['1', '2', '3'].map((text) => {
      repository.write({ 'a.js': text });
      return repository.commit();
    });
    const between = await commitsBetween(repository.directory, commits[0]!, commits[2]!);
    expect(between.map(({ hash }) => hash)).toEqual([commits[2], commits[1]]);
  });

  it('is nothing where there is no repository, no such commit, or nothing to ask', async () => {
    const repository = makeRepository();
    expect(await commitFacts(temporaryDirectory(), [NOBODYS])).toEqual([]);
    expect(await commitFacts(repository.directory, [])).toEqual([]);
    expect(await commitsBetween(repository.directory, NOBODYS, NOBODYS)).toEqual([]);
    expect(await commitsBetween(repository.directory, 'main', 'HEAD')).toEqual([]);
  });
});
