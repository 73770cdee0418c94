/**
 * What stands in for a function that cannot be had, in the order in which they are tried:
 * - `registered_factory`: made by a factory that was registered for it;
 * - `call_factory`: made by the factory that the call brought along;
 * - `recorded_time`: spends the time that the real function was last recorded to take;
 * - `generic`: does nothing.
 */
export type FallbackKind = 'registered_factory' | 'call_factory' | 'recorded_time' | 'generic';

/** A function that was handed out in place of the real one. */
export interface UsedFallback {
  /** The module, as the test named it. */
  readonly modulePath: string;
  /** The function of that module. */
  readonly functionName: string;
  /** What stood in for it. */
  readonly kind: FallbackKind;
  /** Why the real one could not be had, and what to do about it. */
  readonly reason: string;
}

/**
 * What a requirement is served by: where it is available, the kind of module; otherwise what stands in for its
 * functions.
 */
export type ResolutionStrategy = 'builtin' | 'package' | 'file' | 'registered_factory' | 'stand_in';

/** Availability of several dependencies (specification 5.1). Each of them is in one of the first three lists. */
export interface DependencyStatus {
  /** Those that are there and load. */
  readonly available: readonly string[];
  /** Those that are not there. */
  readonly missing: readonly string[];
  /** Those that are there and fail while they load. */
  readonly broken: readonly string[];
  /** Those of the missing and broken ones that a fallback factory is registered for. */
  readonly fallbacksAvailable: readonly string[];
  /** How many were looked for, each counted once. */
  readonly totalChecked: number;
  /** By name: what each is served by. */
  readonly resolutionStrategy: Readonly<Record<string, ResolutionStrategy>>;
  /** Of the available ones: a package's own version, Node's for its modules; null where none is written down. */
  readonly versions: Readonly<Record<string, string | null>>;
  /** Of those that are not available: why, and what to do about it. */
  readonly problems: Readonly<Record<string, string>>;
}
