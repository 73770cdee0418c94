// The types of the integration for node:test, as its users write them.
import test from 'node:test';
import {
  assertNoRegression,
  assertPerformanceWithinBounds,
  dependencyResolver,
  performanceFramework,
  performanceTest,
} from 'evenkeel/node-test';

performanceTest('a', { iterations: 3 }, () => 1);
performanceTest.only('a', async () => 1);
performanceTest.todo('a');
performanceTest.skipIf(true)('a', () => 1);
performanceTest.only.each([{ size: 1 }])('a $size', { iterations: 3 }, ({ size }) => size + 1);
performanceTest.each`size
  ${1}`('a $size', ({ size }) => size);
// @ts-expect-error It takes a name alone.
performanceTest.todo('a', () => 1);
// @ts-expect-error There is no such option.
performanceTest('a', { iteration: 3 }, () => 1);
test('b', async (t) => {
  const result = await performanceFramework(t).runPerformanceTest('x', () => 1);
  assertNoRegression(result);
  assertPerformanceWithinBounds(result, { maxMedianMs: 1 });
  // @ts-expect-error There is no such bound.
  assertPerformanceWithinBounds(result, { maxMeanMs: 1 });
  const add = await dependencyResolver.getFunctionOrFallback<(a: number, b: number) => number>('./add.js', 'add');
  const sum: number = add(1, 2);
  dependencyResolver.registerFallbackFactory('./add.js', 'add', () => () => sum);
  // @ts-expect-error There is no such method.
  await dependencyResolver.resolveModules('a');
});
// @ts-expect-error It needs the context of a test.
performanceFramework();
