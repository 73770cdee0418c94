import { DependencyResolutionError } from '../errors.ts';
import type { DependencyStatus } from '../model/dependencies.ts';
import { problemWithOptions } from '../nearest-names.ts';
import { requireRealFiles } from '../real-files.ts';
import { readMilliseconds } from '../real-time.ts';
import type { AnyFunction } from './exported-function.ts';
import type { ModuleNamespace } from './project-loader.ts';
import type { RecordedTimeLookup } from './recorded-time.ts';
import type { Resolution } from './resolution.ts';
import type { FallbackFactory, FallbackOptions, ResolvedFunction } from './resolved-function.ts';

/** Options for `new DependencyResolver`. */
export interface DependencyResolverOptions {
  /** The project's directory, outside which no file is loaded. Default: the working directory. */
  readonly root?: string;
  /**
   * What relative paths count from, and where the search for packages starts: a directory or a file within the project,
   * as a path or a `file:` URL such as `import.meta.url`. Default: `root`.
   */
  readonly from?: string | URL;
  /** Looks up how long a missing function was last recorded to take here; `PerformanceTestFramework` has one. */
  readonly recordedTime?: RecordedTimeLookup;
  /** Seconds that a module may take to load. Default 30. */
  readonly loadTimeLimit?: number;
}

interface Registration {
  readonly modulePath: string;
  readonly functionName: string;
  readonly factory: FallbackFactory;
}

/**
 * Resolves the functions that performance tests depend on, and what stands in for those that are missing
 * (specification 5.1). Modules are found as Node finds them from the user's own project, loaded once, and remembered.
 * Nothing else is ever loaded: URLs, and paths that lead out of the project, are refused.
 *
 * What is measured with a fallback is neither compared with a baseline nor recorded.
 */
export class DependencyResolver {
  readonly #options: Required<Omit<DependencyResolverOptions, 'recordedTime'>>;
  readonly #recordedTime: RecordedTimeLookup | null;
  readonly #registrations: Registration[] = [];
  #resolution: Promise<Resolution> | null = null;

  /** @throws {DependencyResolutionError} for an unknown option, and a `loadTimeLimit` of 0 or less. */
  constructor(options: DependencyResolverOptions = {}) {
    const problem = problemWithOptions(options, ['root', 'from', 'recordedTime', 'loadTimeLimit']);
    if (problem !== null) throw new DependencyResolutionError(`DependencyResolver: ${problem}`);
    const { root = process.cwd(), from = root, recordedTime = null, loadTimeLimit = 30 } = options;
    if (!(loadTimeLimit > 0)) {
      throw new DependencyResolutionError(
        `\`loadTimeLimit\` must be a number of seconds above 0, not ${loadTimeLimit}.`,
      );
    }
    this.#options = { root, from, loadTimeLimit };
    this.#recordedTime = recordedTime;
  }

  /**
   * A module's exports, as `import()` gives them: a CommonJS module's `module.exports` and a JSON file's value are
   * `default`. Null where it is not there.
   * @throws {DependencyResolutionError} for a module that is there and fails while it loads, with its error as `cause`;
   *   for a module path that is refused.
   */
  async resolveModule(modulePath: string): Promise<ModuleNamespace | null> {
    return (await this.#get()).resolveModule(modulePath);
  }

  /**
   * A function of a module, or else a fallback: see {@link DependencyResolver.resolveFunction}, which also says which.
   * @throws {DependencyResolutionError} as that one does.
   */
  async getFunctionOrFallback<F extends AnyFunction = (...args: unknown[]) => unknown>(
    modulePath: string,
    functionName: string,
    options: FallbackOptions<F> = {},
  ): Promise<F> {
    return (await this.resolveFunction(modulePath, functionName, options)).fn;
  }

  /**
   * A function of a module, and how it was come by. Where the module is missing, fails to load, or does not export the
   * function: what a registered factory makes, or the factory in the call; a stand-in that keeps the processor busy for
   * as long as the real one was last recorded to take; one that does nothing. Stand-ins return their first argument.
   *
   * @param functionName the export's name; `default` is the default export.
   * @throws {DependencyResolutionError} for a module path that is refused; where a factory or the lookup of the recorded
   *   time fails.
   */
  async resolveFunction<F extends AnyFunction = (...args: unknown[]) => unknown>(
    modulePath: string,
    functionName: string,
    options: FallbackOptions<F> = {},
  ): Promise<ResolvedFunction<F>> {
    const resolved = await (await this.#get()).resolveFunction(modulePath, functionName, options);
    // What kind of function a module exports is the caller's word.
    return resolved as ResolvedFunction<F>;
  }

  /**
   * Sets what makes the fallback for a function; an earlier factory for it is replaced.
   * @throws {DependencyResolutionError} where the factory is not a function.
   */
  registerFallbackFactory(modulePath: string, functionName: string, factory: FallbackFactory): void {
    if (typeof factory !== 'function') {
      throw new DependencyResolutionError(
        `The fallback factory for ${functionName} of ${JSON.stringify(modulePath)} must be a function that makes one, not a value of type ${typeof factory}.`,
      );
    }
    this.#registrations.push({ modulePath, functionName, factory });
  }

  /**
   * Loads modules and says which are available, in which versions, and what is wrong with the others.
   * @throws {DependencyResolutionError} for a module path that is refused, and for what is not a list of them.
   */
  async checkDependencies(requirements: readonly string[]): Promise<DependencyStatus> {
    if (!Array.isArray(requirements)) {
      throw new DependencyResolutionError('checkDependencies takes a list of module paths, such as ["node:fs"].');
    }
    return (await this.#get()).checkDependencies(requirements);
  }

  async #get(): Promise<Resolution> {
    requireRealFiles('DependencyResolver');
    this.#resolution ??= this.#start();
    const resolution = await this.#resolution;
    for (const { modulePath, functionName, factory } of this.#registrations.splice(0)) {
      resolution.registerFallbackFactory(modulePath, functionName, factory);
    }
    return resolution;
  }

  async #start(): Promise<Resolution> {
    const { Resolution } = await import('./resolution.ts');
    return new Resolution({ ...this.#options, recordedTime: this.#recordedTime, readMilliseconds });
  }
}
