import { UsageError } from '../errors.ts';
import type { DeclaredCase, Registry } from './registry.ts';

/** Between the names of groups and the test's own. */
const GROUP_SEPARATOR = ' > ';

/** The name of a test with those of the groups that it stands in. */
export function fullNameIn({ scopes }: Registry, name: string): string {
  return [...scopes.flatMap((scope) => scope.name ?? []), name].join(GROUP_SEPARATOR);
}

/** Adds what a file declares. @throws {UsageError} where something of its name is there already. */
export function register(registry: Registry, declared: DeclaredCase): void {
  if (registry.cases.some(({ name }) => name === declared.name)) {
    throw new UsageError(`Two performance tests are called ${JSON.stringify(declared.name)}. Give each its own name.`);
  }
  registry.cases.push(declared);
  registry.onDeclare?.(declared);
}

/** Refuses what is no name. @param what names the call in the error. */
export function checkName(name: unknown, what: string): asserts name is string {
  if (typeof name !== 'string') {
    throw new UsageError(`${what}: the name must be a string, not ${name === null ? 'null' : typeof name}.`);
  }
  if (name.trim() === '') throw new UsageError(`${what}: the name must not be empty.`);
}
