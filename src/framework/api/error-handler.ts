import { PerformanceConfig } from '../../config/performance-config.ts';
import { DependencyResolver } from '../../dependencies/dependency-resolver.ts';
import type { AnyFunction } from '../../dependencies/exported-function.ts';
import { CacheCorruptionError, StatisticalValidationError, UsageError } from '../../errors.ts';
import type { CacheRecovery } from '../../model/baseline.ts';
import type { ValidationResult } from '../../model/verdict.ts';
import { problemWithOptions } from '../../nearest-names.ts';
import { requireRealFiles } from '../../real-files.ts';
import { validateMoreSimply } from '../../statistics/textbook/validate-more-simply.ts';

/** Options for `new FrameworkErrorHandler`. */
export interface ErrorHandlerOptions {
  /** Directory of the stored baselines, for errors that do not name one; default: the configuration's. */
  readonly cachePath?: string;
  /** Default: every field's default; no file and no variable is read. */
  readonly config?: PerformanceConfig;
  /** What finds stand-ins; default: a new one for the working directory. */
  readonly resolver?: DependencyResolver;
}

/**
 * Recovers from errors of the framework (specification, error recovery): each method says what it did about one kind.
 *
 * @example
 * import { FrameworkErrorHandler, StatisticalValidationError, StatisticalValidator } from 'evenkeel';
 *
 * const handler = new FrameworkErrorHandler();
 * try {
 *   new StatisticalValidator().validatePerformance([0.01], 0, 0.02, { method: 'parametric' });
 * } catch (error) {
 *   if (!(error instanceof StatisticalValidationError)) throw error;
 *   console.log(handler.handleStatisticalFailure(error).validationMethod); // robust
 * }
 */
export class FrameworkErrorHandler {
  readonly #directory: string;
  readonly #resolver: DependencyResolver;

  /** @throws {UsageError} for an unknown option, and for a wrong configuration. */
  constructor(options: ErrorHandlerOptions = {}) {
    const problem = problemWithOptions(options, ['cachePath', 'config', 'resolver']);
    if (problem !== null) throw new UsageError(`FrameworkErrorHandler: ${problem}`);
    const { cachePath, config = new PerformanceConfig(), resolver } = options;
    this.#directory = cachePath ?? config.checked().cacheDirectory;
    this.#resolver = resolver ?? new DependencyResolver();
  }

  /**
   * Rebuilds the store of baselines from what is sound in it. The damaged file is set aside, never deleted.
   * @returns what was found, saved and lost: sentences for a person, and every lost run; nothing of either where the store
   *   turns out to be sound.
   * @throws {StoreError} where the store cannot be used for another reason, such as a full disk; an error of another kind
   *   as it is.
   *
   * @example
   * import { CacheCorruptionError, FrameworkErrorHandler, ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * await thresholds.updateBaseline('parse', 'linux-x64', [0.01]);
   * await thresholds.close();
   * const error = new CacheCorruptionError('A stored run cannot be read.');
   * const { lost, isComplete } = await new FrameworkErrorHandler().handleCacheCorruption(error);
   * console.log(lost.length, isComplete); // 0 true
   */
  async handleCacheCorruption(error: CacheCorruptionError): Promise<CacheRecovery> {
    if (!(error instanceof CacheCorruptionError)) throw error;
    requireRealFiles('handleCacheCorruption');
    const [{ rebuildBaselines }, { dirname }] = await Promise.all([
      import('../../baselines/sqlite/rebuild.ts'),
      import('node:path'),
    ]);
    const { path } = error.data;
    return rebuildBaselines({ directory: typeof path === 'string' ? dirname(path) : this.#directory });
  }

  /**
   * Validates again what a statistical method could not, by a simpler one: the t-test, or the sign test, which needs a
   * single sample. `warnings` says which, and why. Where none can (no samples, samples that are not numbers), the answer
   * is `inconclusive` and says so; it is never a regression nor a pass that nothing supports.
   * @param error of `StatisticalValidator.validatePerformance`, which carries the samples; one of another kind is thrown
   *   again, so that whatever was caught may be given.
   *
   * @example
   * import { FrameworkErrorHandler, StatisticalValidationError, StatisticalValidator } from 'evenkeel';
   *
   * try {
   *   new StatisticalValidator().validatePerformance([], 0, 0.02);
   * } catch (error) {
   *   const { verdict } = new FrameworkErrorHandler().handleStatisticalFailure(error as StatisticalValidationError);
   *   console.log(verdict); // inconclusive
   * }
   */
  handleStatisticalFailure(error: StatisticalValidationError): ValidationResult {
    if (!(error instanceof StatisticalValidationError)) throw error;
    return validateMoreSimply(error);
  }

  /**
   * A stand-in for the default export of a module that is missing; the module's own where it is there after all. What is
   * measured with a stand-in is `incomparable` and never recorded.
   * @throws {DependencyResolutionError} for a module path that is refused.
   *
   * @example
   * import { FrameworkErrorHandler } from 'evenkeel';
   *
   * const standIn = await new FrameworkErrorHandler().handleDependencyMissing('no-such-package');
   * console.log(typeof standIn); // function
   */
  async handleDependencyMissing(modulePath: string): Promise<AnyFunction> {
    return this.#resolver.getFunctionOrFallback<AnyFunction>(modulePath, 'default');
  }
}
