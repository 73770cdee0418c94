import type { DependencyResolutionError } from '../errors.ts';
import type { ModuleNamespace } from './project-loader.ts';

/** What became of a module path. */
export type ModuleOutcome =
  | {
      readonly state: 'loaded';
      readonly module: ModuleNamespace;
      readonly source: 'builtin' | 'package' | 'file';
      /** A package's own version, Node's for its modules; null where none is written down. */
      readonly version: string | null;
    }
  /** It is not there. */
  | { readonly state: 'missing'; readonly error: DependencyResolutionError }
  /** It is there and fails while it loads; its own error is the cause of this one. */
  | { readonly state: 'broken'; readonly error: DependencyResolutionError };
