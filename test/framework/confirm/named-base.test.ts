import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { requireNamedBase } from '../../../src/framework/confirm/choose-bases.ts';
import { makeRepository } from '../../revisions/made-repository.ts';
import { supervised } from '../../revisions/supervised.ts';
import { local, temporaryDirectory } from '../fixtures.ts';

const requiring = (directory: string, against: string) =>
  requireNamedBase({ directory, supervision: supervised(), ci: local, against, mainBranch: '' });

describe('a revision that somebody named', () => {
  it('may be any that is here, the present one included', async () => {
    const made = makeRepository();
    made.git('tag', 'v1');
    for (const ref of ['HEAD', 'v1', 'main', made.git('rev-parse', 'HEAD').trim()]) {
      await expect(requiring(made.directory, ref)).resolves.toBeUndefined();
    }
  });

  it('is wrong usage where it is not here, with what may help', async () => {
    const { directory } = makeRepository();
    const error: unknown = await requiring(directory, 'v2').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(
      '--against v2: There is no commit "v2" in this repository to compare with. Look for it with: git log --oneline --all, or fetch it first: git fetch origin.',
    );
    expect((error as UsageError).data).toEqual({ against: 'v2', reason: 'unknown_ref' });
  });

  it('is wrong usage where there is no repository', async () => {
    const directory = temporaryDirectory();
    await expect(requiring(directory, 'v2')).rejects.toThrow(/^--against v2: .* is not in a git repository/);
  });
});
