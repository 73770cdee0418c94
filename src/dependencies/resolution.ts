import { DependencyResolutionError } from '../errors.ts';
import type { DependencyStatus, ResolutionStrategy } from '../model/dependencies.ts';
import { exportedFunction } from './exported-function.ts';
import { Fallbacks, type FallbackTools } from './fallbacks.ts';
import { type LoadTools, loadModule } from './load-module.ts';
import type { ModuleOutcome } from './module-outcome.ts';
import { locateProject } from './project-directories.ts';
import { type ModuleNamespace, projectLoader } from './project-loader.ts';
import type { FallbackFactory, FallbackOptions, ResolvedFunction } from './resolved-function.ts';
import { readSpecifier } from './specifier.ts';

/** What a `DependencyResolver` is set to. */
export interface ResolutionSettings extends FallbackTools {
  readonly root: string;
  readonly from: string | URL;
  /** Seconds. */
  readonly loadTimeLimit: number;
}

type LoadedModule = Extract<ModuleOutcome, { readonly state: 'loaded' }>;

/** What one resolver knows of its project: every module is looked for once. `DependencyResolver` is its public face. */
export class Resolution {
  readonly #tools: LoadTools;
  readonly #fallbacks: Fallbacks;
  readonly #outcomes = new Map<string, Promise<ModuleOutcome>>();

  /** @throws {DependencyResolutionError} for a project that cannot be. */
  constructor({ root, from, loadTimeLimit, ...fallbackTools }: ResolutionSettings) {
    const project = locateProject(root, from);
    this.#tools = { project, loader: projectLoader(project), loadTimeLimit };
    this.#fallbacks = new Fallbacks(fallbackTools);
  }

  /** See `DependencyResolver`. */
  async resolveModule(modulePath: string): Promise<ModuleNamespace | null> {
    const outcome = await this.#outcomeOf(modulePath);
    if (outcome.state === 'broken') throw outcome.error;
    return outcome.state === 'loaded' ? outcome.module : null;
  }

  /** See `DependencyResolver`. */
  async resolveFunction(modulePath: string, functionName: string, options: FallbackOptions): Promise<ResolvedFunction> {
    requireName(functionName);
    const outcome = await this.#outcomeOf(modulePath);
    const found = outcome.state === 'loaded' ? functionOf(outcome, modulePath, functionName) : outcome.error;
    if (!(found instanceof DependencyResolutionError)) return found;
    return this.#fallbacks.take({ modulePath, functionName, error: found }, options);
  }

  /** See `DependencyResolver`. */
  registerFallbackFactory(modulePath: string, functionName: string, factory: FallbackFactory): void {
    this.#fallbacks.register(modulePath, functionName, factory);
  }

  /** See `DependencyResolver`. */
  async checkDependencies(requirements: readonly string[]): Promise<DependencyStatus> {
    const unique = [...new Set(requirements)];
    const outcomes = await Promise.all(unique.map((modulePath) => this.#outcomeOf(modulePath)));
    return statusOf(
      unique.map((modulePath, i) => ({
        modulePath,
        outcome: outcomes[i]!,
        hasFactory: this.#fallbacks.hasRegistered(modulePath),
      })),
    );
  }

  async #outcomeOf(modulePath: string): Promise<ModuleOutcome> {
    const known = this.#outcomes.get(modulePath);
    if (known !== undefined) return known;
    const specifier = readSpecifier(modulePath, this.#tools.project);
    const outcome = loadModule({ modulePath, specifier }, this.#tools);
    this.#outcomes.set(modulePath, outcome);
    return outcome;
  }
}

function functionOf(
  { module, source, version }: LoadedModule,
  modulePath: string,
  functionName: string,
): ResolvedFunction | DependencyResolutionError {
  const found = exportedFunction(module, functionName);
  const name = version === null ? JSON.stringify(modulePath) : `${JSON.stringify(modulePath)} (${version})`;
  if ('problem' in found) {
    const data = { modulePath, functionName };
    return new DependencyResolutionError(`${name} ${found.problem}`, { data, cause: found.cause });
  }
  return {
    fn: found.fn,
    modulePath,
    functionName,
    source: 'real',
    isFallback: false,
    reason: `${name} exports it; found as a ${source === 'builtin' ? 'module of Node' : source}.`,
    version,
    error: null,
  };
}

function requireName(functionName: unknown): void {
  if (typeof functionName === 'string' && functionName !== '') return;
  throw new DependencyResolutionError(
    `The name of a function must be a string that is not empty, not ${JSON.stringify(functionName)}. The default export's is "default".`,
  );
}

/** One requirement, and what became of it. */
interface CheckedRequirement {
  readonly modulePath: string;
  readonly outcome: ModuleOutcome;
  /** Whether a fallback factory is registered for one of its functions. */
  readonly hasFactory: boolean;
}

/** Sums requirements up. */
function statusOf(checked: readonly CheckedRequirement[]): DependencyStatus {
  const inState = (state: ModuleOutcome['state']) => namesOf(checked.filter(({ outcome }) => outcome.state === state));
  return {
    available: inState('loaded'),
    missing: inState('missing'),
    broken: inState('broken'),
    fallbacksAvailable: namesOf(checked.filter(({ outcome, hasFactory }) => hasFactory && outcome.state !== 'loaded')),
    totalChecked: checked.length,
    resolutionStrategy: Object.fromEntries(checked.map((each) => [each.modulePath, strategyOf(each)])),
    versions: Object.fromEntries(
      checked.flatMap(({ modulePath, outcome }) =>
        outcome.state === 'loaded' ? [[modulePath, outcome.version] as const] : [],
      ),
    ),
    problems: Object.fromEntries(
      checked.flatMap(({ modulePath, outcome }) =>
        outcome.state === 'loaded' ? [] : [[modulePath, outcome.error.message] as const],
      ),
    ),
  };
}

function strategyOf({ outcome, hasFactory }: CheckedRequirement): ResolutionStrategy {
  if (outcome.state === 'loaded') return outcome.source;
  return hasFactory ? 'registered_factory' : 'stand_in';
}

function namesOf(checked: readonly CheckedRequirement[]): readonly string[] {
  return checked.map(({ modulePath }) => modulePath);
}
