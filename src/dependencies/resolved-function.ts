import type { DependencyResolutionError } from '../errors.ts';
import type { FallbackKind } from '../model/dependencies.ts';
import type { AnyFunction } from './exported-function.ts';

/** Makes a function that stands in for another. */
export type FallbackFactory<F extends AnyFunction = AnyFunction> = () => F | Promise<F>;

/** How to resolve one function. */
export interface FallbackOptions<F extends AnyFunction = AnyFunction> {
  /** Makes the fallback, where none is registered. Called once, however often it is given. */
  readonly fallbackFactory?: FallbackFactory<F>;
  /** The performance test whose recorded time is the function's. Default: `<module path>#<function name>`. */
  readonly baselineKey?: string;
  /** Whether a stand-in must return a promise. Default: what is recorded of the function, or false. */
  readonly isAsync?: boolean;
}

/** A function, where it comes from, and why. */
export interface ResolvedFunction<F extends AnyFunction = AnyFunction> {
  /** The function to call: the real one as it is, or a stand-in that counts its calls. */
  readonly fn: F;
  /** The module, as the call named it. */
  readonly modulePath: string;
  /** The function of that module. */
  readonly functionName: string;
  /** `real`, or what stands in for it. */
  readonly source: 'real' | FallbackKind;
  /** Whether this is not the real function; what is measured with it is neither compared with a baseline nor recorded. */
  readonly isFallback: boolean;
  /** What was used and why, in words. */
  readonly reason: string;
  /** The real one's version, as far as it is known. */
  readonly version: string | null;
  /** Why the real function could not be had; its `cause` is the module's own error. Null where it could. */
  readonly error: DependencyResolutionError | null;
}
