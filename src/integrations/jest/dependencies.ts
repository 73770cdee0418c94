import type { DependencyOperations } from '../shared/dependencies.ts';
import { requireHost } from './require-host.ts';

let resolver: DependencyOperations | null = null;

/**
 * The project's modules, and what stands in for missing ones, for test files: modules are loaded by Node, from Jest's
 * `rootDir` on, without Jest's transforms and mocks, because what is measured has to be the code as it is.
 *
 * @example
 * import { dependencyResolver } from 'evenkeel/jest';
 *
 * test('joins', async () => {
 *   const join = await dependencyResolver.getFunctionOrFallback<(...parts: string[]) => string>('node:path', 'join');
 *   expect(join('a', 'b')).toBe('a/b');
 * });
 */
export const dependencyResolver: DependencyOperations = {
  resolveModule: (modulePath) => ofHost('resolveModule').resolveModule(modulePath),
  getFunctionOrFallback: (modulePath, functionName, options) =>
    ofHost('getFunctionOrFallback').getFunctionOrFallback(modulePath, functionName, options),
  resolveFunction: (modulePath, functionName, options) =>
    ofHost('resolveFunction').resolveFunction(modulePath, functionName, options),
  registerFallbackFactory: (modulePath, functionName, factory) =>
    ofHost('registerFallbackFactory').registerFallbackFactory(modulePath, functionName, factory),
  checkDependencies: (requirements) => ofHost('checkDependencies').checkDependencies(requirements),
};

// One for each test file, which has modules of its own; made where measuring will notice its fallbacks.
function ofHost(method: string): DependencyOperations {
  resolver ??= requireHost(`dependencyResolver.${method}`).resolver();
  return resolver;
}
