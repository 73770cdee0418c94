// The types of the integration for Vitest, as its users write them; compiled against every supported version.
import { performanceTest, test } from 'evenkeel/vitest';
import { evenkeel } from 'evenkeel/vitest/config';
import { expect } from 'vitest';
import { defineConfig } from 'vitest/config';

defineConfig({ plugins: [evenkeel({ include: ['a'], output: { json: 'x' } })] });
// @ts-expect-error There is no such wish.
evenkeel({ recording: 'sometimes' });
performanceTest('a', { iterations: 3 }, () => 1);
// @ts-expect-error There is no such option.
performanceTest('a', { iteration: 3 }, () => 1);
performanceTest.skip('a', () => 1);
performanceTest.todo('a');
performanceTest.skipIf(true)('a', { iterations: 3 }, () => 1);
performanceTest.runIf(true).each([1, 2])('a %d', (n) => n.toFixed());
performanceTest.each([{ size: 1 }])('a $size', { iterations: 3 }, ({ size }) => size + 1);
performanceTest.each([[1, 'a']])('a %s', ([n, text]) => `${text}${n}`);
// @ts-expect-error A row of this table has no such property.
performanceTest.each([{ size: 1 }])('a $size', ({ length }) => length);
test('b', async ({ performanceFramework, dependencyResolver, performanceTest: measure }) => {
  const result = await performanceFramework.runPerformanceTest('x', () => 1);
  const median: number = (await measure('y', () => 1, { baselineKey: 'z' })).statistics.median;
  expect(median).toBeGreaterThan(0);
  expect(result).toHaveNoPerformanceRegression();
  expect(result).not.toHaveNoPerformanceRegression();
  expect(result).toBeWithinPerformanceBounds({ maxMedianMs: 1 });
  // @ts-expect-error There is no such limit.
  expect(result).toBeWithinPerformanceBounds({ maxMedian: 1 });
  // @ts-expect-error A limit is missing.
  expect(result).toBeWithinPerformanceBounds();
  await dependencyResolver.resolveModule('a');
  // @ts-expect-error There is no such method.
  await dependencyResolver.resolveModules('a');
});
// @ts-expect-error There is no such fixture.
test('c', ({ performanceFramwork }) => performanceFramwork);
