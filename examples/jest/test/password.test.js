const { performanceFramework, performanceTest } = require('evenkeel/jest');
const { hashPassword } = require('../src/password.js');

const quickly = { iterations: 20, maxDuration: 0.2 };

test('hashes of different passwords differ', () => {
  expect(hashPassword('a', 'salt')).not.toBe(hashPassword('b', 'salt'));
});

performanceTest('hashes a password', quickly, () => hashPassword('correct horse battery staple', 'salt'));

test('hashing stays within what a login may cost', async () => {
  const result = await performanceFramework.runPerformanceTest(
    'hashes a login',
    () => hashPassword('login', 'salt'),
    quickly,
  );
  expect(result).toBeWithinPerformanceBounds({ maxMedianMs: 50 });
  expect(result).toHaveNoPerformanceRegression();
});
