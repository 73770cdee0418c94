import assert from 'node:assert/strict';
import test from 'node:test';
import {
  assertNoRegression,
  assertPerformanceWithinBounds,
  performanceFramework,
  performanceTest,
} from 'evenkeel/node-test';
import { hashPassword } from '../src/password.js';

const quickly = { iterations: 20, maxDuration: 0.2 };

test('hashes of different passwords differ', () => {
  assert.notEqual(hashPassword('a', 'salt'), hashPassword('b', 'salt'));
});

performanceTest('hashes a password', quickly, () => hashPassword('correct horse battery staple', 'salt'));

test('hashing stays within what a login may cost', async (t) => {
  const framework = performanceFramework(t);
  const result = await framework.runPerformanceTest('hashes a login', () => hashPassword('login', 'salt'), quickly);
  assertPerformanceWithinBounds(result, { maxMedianMs: 50 });
  assertNoRegression(result);
});
