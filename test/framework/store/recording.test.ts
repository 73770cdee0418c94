import { describe, expect, it } from 'vitest';
import {
  acceptingBeside,
  type RecordingWish,
  recordingOf,
  recordingPolicy,
  runRecordOf,
} from '../../../src/framework/store/recording.ts';
import type { CIEnvironment } from '../../../src/model/environment.ts';
import type { Recording } from '../../../src/model/recording.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { context, local, measured, validation } from '../fixtures.ts';

const ci: CIEnvironment = {
  ...local,
  isCI: true,
  provider: 'github_actions',
  branch: 'main',
  subject: { kind: 'branch' },
};
const pullRequest: CIEnvironment = { ...ci, branch: 'feature', isPullRequest: true, subject: { kind: 'pull_request' } };

describe('recordingPolicy', () => {
  it.each<[string, RecordingWish, CIEnvironment, string, RegExp | null]>([
    ['outside CI', 'automatic', local, 'record', null],
    ['outside CI, on any branch', 'automatic', { ...local, branch: 'feature' }, 'record', null],
    ['on the main branch', 'automatic', ci, 'record', null],
    ['on a main branch called master', 'automatic', { ...ci, branch: 'master' }, 'record', null],
    ['on a main branch called trunk', 'automatic', { ...ci, branch: 'trunk' }, 'record', null],
    [
      'on another branch',
      'automatic',
      { ...ci, branch: 'feature' },
      'none',
      /only the main branch .* this is feature; set main_branch if that is its name$/,
    ],
    [
      'where the branch cannot be told',
      'automatic',
      { ...ci, branch: null, subject: { kind: 'untold' } },
      'none',
      /^in CI only .* github_actions does not say whose code this is; `recording` set to "always" .* writes them$/,
    ],
    ['in a pull request', 'automatic', pullRequest, 'none', /^pull requests read .* do not write them$/],
    ['in a pull request from main', 'automatic', { ...pullRequest, branch: 'main' }, 'none', /^pull requests read/],
    ['in a pull request, asked for', 'always', pullRequest, 'record', null],
    ['on another branch, asked for', 'always', { ...ci, branch: 'feature' }, 'record', null],
    ['outside CI, switched off', 'never', local, 'none', /^recording was switched off$/],
    ['on the main branch, switched off', 'never', ci, 'none', /^recording was switched off$/],
    ['accepting in a pull request', 'accept', pullRequest, 'none', /^pull requests read/],
    ['accepting in a pull request, asked for', 'accept_always', pullRequest, 'accept', null],
    ['accepting on another branch', 'accept', { ...ci, branch: 'feature' }, 'none', /only the main branch/],
    ['accepting on the main branch', 'accept', ci, 'accept', null],
    ['accepting outside CI', 'accept', local, 'accept', null],
  ])('%s (%s)', (_where, wish, environment, mode, reason) => {
    const policy = recordingPolicy(wish, environment);
    expect(policy.mode).toBe(mode);
    if (reason === null) expect(policy).not.toHaveProperty('reason');
    else expect(policy).toHaveProperty('reason', expect.stringMatching(reason));
  });
});

describe('the main branch', () => {
  it.each<[string, Partial<CIEnvironment>, string, string]>([
    ['is the default branch', { branch: 'production', defaultBranch: 'production' }, '', 'record'],
    ['is no other where there is a default branch', { branch: 'main', defaultBranch: 'production' }, '', 'none'],
    ['is the configured one', { branch: 'release', defaultBranch: 'main' }, 'release', 'record'],
    ['is no other where one is configured', { branch: 'main', defaultBranch: 'main' }, 'release', 'none'],
    ['is the configured one where nothing is known', { branch: 'release' }, 'release', 'record'],
    ['is not that of a detached head', { branch: null, defaultBranch: 'production' }, '', 'none'],
  ])('%s', (_what, environment, configured, mode) => {
    expect(recordingPolicy('automatic', { ...ci, ...environment }, configured).mode).toBe(mode);
  });

  it('is named where it is known', () => {
    const policy = recordingPolicy('automatic', { ...ci, branch: 'try', defaultBranch: 'production' });
    expect(policy).toMatchObject({
      reason: 'in CI only the main branch (production) writes baselines, and this is try',
    });
  });
});

describe('who asks to accept', () => {
  it.each([
    ['automatic', 'accept'],
    ['never', 'accept'],
    [undefined, 'accept'],
    ['always', 'accept_always'],
    ['accept_always', 'accept_always'],
  ] as const)('beside recording %s wishes %s', (said, wish) => {
    expect(acceptingBeside(said)).toBe(wish);
  });
});
const judgedAs = (verdict: Verdict) => ({ validation: validation(verdict), isDisputed: false });

describe('recordingOf', () => {
  const record = { mode: 'record' } as const;
  const none = { mode: 'none', reason: 'it is so' } as const;

  it.each(['pass', 'improvement', 'inconclusive', 'no_baseline', 'incomparable'] as const)('learns %s', (verdict) => {
    expect(recordingOf(record, judgedAs(verdict))).toEqual({ state: 'recorded' });
  });

  it('keeps a regression aside, and does not learn what is disputed', () => {
    expect(recordingOf(record, judgedAs('regression'))).toEqual({ state: 'kept_as_regression' });
    const disputed = { ...judgedAs('inconclusive'), isDisputed: true };
    expect(recordingOf(record, disputed)).toEqual({ state: 'not_recorded', reason: 'its measurements did not agree' });
    const why = 'there was no time left to tell';
    expect(recordingOf(record, { ...disputed, whyDisputed: why })).toEqual({ state: 'not_recorded', reason: why });
  });

  it.each(['pass', 'regression', 'inconclusive'] as const)(
    'accepts %s, or leaves it, as the policy says',
    (verdict) => {
      const judged = { ...judgedAs(verdict), isDisputed: verdict === 'inconclusive' };
      expect(recordingOf({ mode: 'accept' }, judged).state).toBe('accepted');
      expect(recordingOf(none, judgedAs(verdict))).toEqual({ state: 'not_recorded', reason: 'it is so' });
    },
  );
});

describe('recordOf', () => {
  const facts = {
    baselineKey: 'parse',
    method: 'fresh_processes',
    estimate: 0.002,
    verdict: 'pass',
    processes: [measured(0.0019, { position: 3 }), measured(0.0021, { control: [] })],
    context: context({ ...ci, commit: 'abc' }),
    recordedAt: '2026-01-02T12:00:00.000Z',
    isDirty: true,
    decayFactor: 0.8,
  } as const;

  it.each<[Recording, string]>([
    [{ state: 'recorded' }, 'recorded'],
    [{ state: 'accepted' }, 'accepted'],
    [{ state: 'kept_as_regression' }, 'regression'],
  ])('keeps of %j a summary of each process, not the samples', (recording, status) => {
    const record = runRecordOf(recording, facts);
    expect(record).toMatchObject({
      testName: 'parse',
      environmentKey: 'linux-x86_64-2c',
      runId: 'session-1',
      method: 'fresh_processes',
      status,
      estimate: 0.002,
      decayFactor: 0.8,
      commit: 'abc',
      branch: 'main',
      isDirty: true,
    });
    expect(record!.processes).toHaveLength(2);
    expect(record!.processes[0]).toMatchObject({ location: 0.0019, callsPerSample: 4, position: 3 });
    expect(record!.processes[0]!.control).toBeGreaterThan(2e-4);
    expect(record!.processes[1]!.control).toBeNull();
    expect(record!.processes[0]).not.toHaveProperty('samples');
  });

  it.each<[Verdict, Recording, string]>([
    ['inconclusive', { state: 'recorded' }, 'undecided'],
    ['inconclusive', { state: 'accepted' }, 'accepted'],
    ['no_baseline', { state: 'recorded' }, 'recorded'],
  ])('learns the noise of what is %s, and says so: %j', (verdict, recording, status) => {
    expect(runRecordOf(recording, { ...facts, verdict })).toMatchObject({ status });
  });

  it('takes a run id of its own', () => {
    expect(runRecordOf({ state: 'recorded' }, { ...facts, runId: 'mine' })!.runId).toBe('mine');
  });

  it('is nothing where nothing is to be stored', () => {
    expect(runRecordOf({ state: 'not_recorded', reason: 'so' }, facts)).toBeNull();
  });
});
