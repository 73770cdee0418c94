// Environment variables, of CI systems and of evenkeel's own.
import { createRequire } from 'node:module';
import { fieldNames } from '../../../dist/config/fields.js';
import { variableOf } from '../../../dist/config/keys.js';
import { readVariables } from '../../../dist/config/variables.js';
import { detectCi } from '../../../dist/environment/ci/detect-ci.js';
import { recordingPolicy } from '../../../dist/framework/store/recording.js';
import { below, changeText, pick } from './change.mjs';

const source = JSON.stringify(createRequire(import.meta.url)('ci-info/vendors.json'));
const NAMES = [...new Set(source.match(/[A-Z][A-Z0-9_]{2,}/g))].concat(
  [
    'GITHUB_REF',
    'GITHUB_HEAD_REF',
    'GITHUB_BASE_REF',
    'GITHUB_REF_NAME',
    'GITHUB_SHA',
    'GITHUB_EVENT_NAME',
    'GITHUB_REPOSITORY',
    'GITHUB_RUN_ID',
  ],
  [
    'CI_COMMIT_BRANCH',
    'CI_COMMIT_SHA',
    'CI_DEFAULT_BRANCH',
    'CI_COMMIT_TAG',
    'BRANCH_NAME',
    'CHANGE_ID',
    'GIT_COMMIT',
    'BUILD_SOURCEBRANCH',
    'CIRCLE_BRANCH',
    'TRAVIS_BRANCH',
  ],
  fieldNames.map(variableOf),
);
const VALUES = [
  '',
  'true',
  'false',
  '1',
  '0',
  'main',
  'master',
  'feature/x',
  'refs/heads/main',
  'refs/pull/7/merge',
  'pull/7',
  'origin/main',
  'a'.repeat(40),
  '42',
  '9'.repeat(400),
].concat([
  'HEAD',
  '-1',
  '1e308',
  'x\n::error::y',
  '\u001b[2J',
  '..',
  '--upload-pack=x',
  'x'.repeat(20_000),
  'https://x.example/pull/42',
  '0x10',
  'pr/7',
  'undefined',
  'null',
  '{}',
]);

export async function setUp() {}

export function make(random) {
  const env = {};
  for (let left = 1 + below(12, random); left > 0; left--) {
    const value = pick(VALUES, random);
    env[pick(NAMES, random)] = random() < 0.2 ? changeText(value, random) : value;
  }
  return env;
}

export async function look(env) {
  const ci = detectCi(env);
  const { subject, ...plain } = ci;
  if (typeof subject?.kind !== 'string') return `the subject is ${JSON.stringify(subject)}`;
  for (const [name, value] of Object.entries(plain)) {
    if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0)) return `${name} is ${value}`;
    if (!['string', 'number', 'boolean'].includes(typeof value) && value !== null) return `${name} is ${value}`;
  }
  if (ci.commit !== null && !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(ci.commit)) return `the commit is ${ci.commit}`;
  const { mode } = recordingPolicy('automatic', ci);
  if (ci.isPullRequest && mode !== 'none') return 'a pull request writes';
  const { problems } = readVariables(env);
  return problems.length > 0 ? 'refused' : 'accepted';
}
