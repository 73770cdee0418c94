import { plainText } from './output/plain-text.ts';

/** What an error carries besides its message. */
export interface ErrorDetails {
  /** The facts of the case, for a program that handles the error. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

const brand = Symbol.for('evenkeel.error');

/**
 * Base class of every error that evenkeel throws on purpose. The message says what was wrong, where, and what to do, and
 * nothing in it steers a terminal or a CI system; `code` is stable across versions and is what a program should look at.
 *
 * @example
 * import { PerformanceTestFramework, PerformanceTestingError } from 'evenkeel';
 *
 * try {
 *   await new PerformanceTestFramework().runPerformanceTest('', () => 1);
 * } catch (error) {
 *   if (!(error instanceof PerformanceTestingError)) throw error;
 *   console.log(error.code); // USAGE
 * }
 */
export class PerformanceTestingError extends Error {
  /** Stable, upper-case identifier of the kind of error. */
  readonly code: string = 'PERFORMANCE_TESTING';
  /** The facts of the case, for a program that handles the error; empty where there are none. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(message: string, details: ErrorDetails = {}) {
    // Runners, programs and Node itself print it as it is, whatever names of tests, files and stores are in it.
    super(plainText(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.data = details.data ?? {};
  }

  /** The name of its class. */
  override get name(): string {
    return this.constructor.name;
  }

  /**
   * An error is what its name says, whichever copy of this package made it: the ES modules, their CommonJS twin, another
   * installation, or one in another context of the process, as Jest's.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(brand in value)) return false;
    for (let proto = Object.getPrototypeOf(value); proto !== null; proto = Object.getPrototypeOf(proto)) {
      // biome-ignore lint/complexity/noThisInStatic: it is the class that was asked about, often one derived from this.
      if (proto === this.prototype || (brand in proto && proto.constructor.name === this.name)) return true;
    }
    return false;
  }
}

Object.defineProperty(PerformanceTestingError.prototype, brand, { value: true });

/**
 * A threshold cannot be calculated from what was given.
 *
 * @example
 * import { ThresholdCalculationError, ThresholdManager } from 'evenkeel';
 *
 * const noSamples: number[] = [];
 * try {
 *   await new ThresholdManager().calculateThreshold('parse', 'linux-x64', noSamples);
 * } catch (error) {
 *   console.log(error instanceof ThresholdCalculationError); // true
 * }
 */
export class ThresholdCalculationError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'THRESHOLD_CALCULATION';
}

/**
 * A statistic is undefined for the data or the options given.
 *
 * @example
 * import { StatisticalValidationError, summarize } from 'evenkeel';
 *
 * try {
 *   summarize([]);
 * } catch (error) {
 *   console.log(error instanceof StatisticalValidationError); // true
 * }
 */
export class StatisticalValidationError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'STATISTICAL_VALIDATION';
}

/**
 * A dependency of a performance test cannot be resolved, or fails while it loads.
 *
 * @example
 * import { DependencyResolutionError, DependencyResolver } from 'evenkeel';
 *
 * try {
 *   await new DependencyResolver().resolveModule('https://example.com/parse.js');
 * } catch (error) {
 *   console.log(error instanceof DependencyResolutionError); // true
 * }
 */
export class DependencyResolutionError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'DEPENDENCY_RESOLUTION';
}

/**
 * Stored baselines cannot be read or written.
 *
 * @example
 * import { CacheCorruptionError, FrameworkErrorHandler, ThresholdManager } from 'evenkeel';
 *
 * const thresholds = new ThresholdManager();
 * try {
 *   await thresholds.getBaseline('parse', 'linux-x64');
 * } catch (error) {
 *   if (!(error instanceof CacheCorruptionError)) throw error;
 *   const { messages } = await new FrameworkErrorHandler().handleCacheCorruption(error);
 *   console.error(messages.join(' '));
 * }
 */
export class CacheCorruptionError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'CACHE_CORRUPTION';
}

/**
 * The environment cannot be told.
 *
 * @example
 * import { EnvironmentDetectionError, EnvironmentDetector } from 'evenkeel';
 *
 * try {
 *   await new EnvironmentDetector().profilePlatform();
 * } catch (error) {
 *   if (!(error instanceof EnvironmentDetectionError)) throw error;
 *   console.error(error.message, error.cause);
 * }
 */
export class EnvironmentDetectionError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'ENVIRONMENT_DETECTION';
}

/**
 * A performance file, an option or a command line is wrong; nothing was measured because of it.
 *
 * @example
 * import { PerformanceTestFramework, UsageError } from 'evenkeel';
 *
 * try {
 *   await new PerformanceTestFramework().runPerformanceTest('parse', () => 1, { iterations: -1 });
 * } catch (error) {
 *   console.log(error instanceof UsageError); // true
 * }
 */
export class UsageError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'USAGE';
}

/**
 * A performance test could not be measured: it threw, hung, or its process died.
 *
 * @example
 * import { MeasurementError, PerformanceTestFramework } from 'evenkeel';
 *
 * const framework = new PerformanceTestFramework({ recording: 'never' });
 * try {
 *   await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
 * } catch (error) {
 *   if (!(error instanceof MeasurementError)) throw error;
 *   console.error(error.message);
 * }
 */
export class MeasurementError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'MEASUREMENT';
}

/**
 * The store of baselines cannot be opened, read or written, for a reason that is not damage to its data.
 *
 * @example
 * import { StoreError, ThresholdManager } from 'evenkeel';
 *
 * const thresholds = new ThresholdManager();
 * await thresholds.close();
 * try {
 *   await thresholds.getBaseline('parse', 'linux-x64');
 * } catch (error) {
 *   console.log(error instanceof StoreError); // true
 * }
 */
export class StoreError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'STORE';
}

/**
 * What an assertion on a performance result did not find: the code is slower than it may be.
 *
 * @example
 * import { assertPerformanceWithinBounds, PerformanceAssertionError, PerformanceTestFramework } from 'evenkeel';
 *
 * const framework = new PerformanceTestFramework({ recording: 'never' });
 * const result = await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
 * try {
 *   assertPerformanceWithinBounds(result, { maxMedianMs: 1e-9 });
 * } catch (error) {
 *   console.log(error instanceof PerformanceAssertionError); // true
 * }
 */
export class PerformanceAssertionError extends PerformanceTestingError {
  /** Stable identifier of this kind of error. */
  override readonly code = 'PERFORMANCE_ASSERTION';
}
