import type { Environment } from './ci/vendor.ts';

/** How this process runs, as far as it changes the speed of JavaScript. */
export interface Runtime {
  readonly env: Environment;
  /** Node's own options of this process. */
  readonly execArgv: readonly string[];
  /** Whether code was instrumented by Istanbul (nyc, Jest's default). */
  readonly instrumented: boolean;
}

// V8 flags that turn compilers and their thresholds, tracing, profiling and the young generation. Source: `node
// --v8-options` of Node 20 to 24 and the command-line options in Node's documentation.
const CHANGES_SPEED =
  /^(?:no-?)?(?:jitless|opt|turbofan|turboshaft|maglev|sparkplug|always-(?:opt|turbofan|maglev|sparkplug)|max-opt|max-optimized-bytecode-size|max-inlined-bytecode-size(?:-cumulative)?|interrupt-budget|turbo-inlining|use-ic|use-osr|concurrent-recompilation|concurrent-sparkplug|lite-mode|optimize-for-size|lazy-feedback-allocation|single-threaded(?:-gc)?|predictable|stress-[a-z-]+|(?:max|min)-semi-space-size|interpreted-frames-native-stack|trace-(?:opt|deopt|gc)|prof|perf-prof|perf-basic-prof|cpu-prof|heap-prof|zero-fill-buffers)$/;

/** The process that this runs in. */
export function thisRuntime(env: Environment = process.env): Runtime {
  return {
    env,
    execArgv: process.execArgv,
    instrumented: '__coverage__' in globalThis,
  };
}

/**
 * The fresh processes that tests are measured in: they get this one's environment, but neither its options nor its
 * coverage.
 */
export function freshRuntime(env: Environment = process.env): Runtime {
  const { NODE_V8_COVERAGE: _, ...rest } = env;
  return { env: rest, execArgv: [], instrumented: false };
}

/**
 * Names what makes this process faster or slower than the same code elsewhere: coverage, an inspector, options of Node
 * that change how V8 compiles or collects. In alphabetical order, each once; empty for a plain process.
 */
export function speedChangingConditions(runtime: Runtime): string[] {
  const options = [...runtime.execArgv, ...(runtime.env.NODE_OPTIONS?.split(/\s+/) ?? [])];
  const conditions = options.filter((option) => option.startsWith('--')).flatMap(conditionOf);
  if (runtime.env.NODE_V8_COVERAGE || runtime.instrumented) conditions.push('coverage');
  if (options.some(opensInspector) || runtime.env.VSCODE_INSPECTOR_OPTIONS) conditions.push('inspector');
  return [...new Set(conditions)].sort();
}

/**
 * `--inspect` and its kin. Editors that debug without it leave a variable behind; asking node:inspector itself would
 * cost more than everything else that is detected.
 */
function opensInspector(option: string): boolean {
  return /^--inspect(?:-brk|-wait)?(?:=|$)/.test(option);
}

/** V8 takes `--max_opt=1` for `--max-opt=1`, and `--noopt` for `--no-opt`. */
function conditionOf(option: string): string[] {
  const [name = '', value] = option.slice(2).replaceAll('_', '-').split('=');
  if (!CHANGES_SPEED.test(name)) return [];
  const spelt = name.replace(/^no-?/, 'no-');
  return [value === undefined ? spelt : `${spelt}-${value.replace(/[^\w.]+/g, '-')}`];
}
