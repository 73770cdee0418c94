/**
 * How each tool is asked about one function: with its default settings, as its documentation shows. Answers are in
 * seconds per call.
 */
export const tools = {
  async evenkeel(fn) {
    const { measureFunction } = await import('../../dist/measure/measure-function.js');
    const { planTest } = await import('../../dist/config/plan.js');
    const { PerformanceConfig } = await import('../../dist/config/performance-config.js');
    const { median } = await import('../../dist/statistics/core/median.js');
    const declaration = { kind: 'test', name: 'function', options: {} };
    const plan = planTest(declaration, new PerformanceConfig(), { isCI: false });
    const { samples, location, callsPerSample } = await measureFunction(
      { fn, context: undefined, input: null, beforeEach: null },
      plan,
    );
    return { median: median(samples), location, callsPerSample };
  },

  async tinybench(fn) {
    const { Bench } = await import('tinybench');
    const bench = new Bench();
    bench.add('function', fn);
    await bench.run();
    const { latency } = bench.tasks[0].result;
    return { median: latency.p50 / 1e3, mean: latency.mean / 1e3 };
  },

  // `run` would measure four empty functions besides, for its own display; `measure` is what it measures with.
  async mitata(fn) {
    const { do_not_optimize, measure } = await import('mitata');
    const isAsync = fn() instanceof Promise;
    const { p50, avg } = await measure(isAsync ? fn : () => do_not_optimize(fn()));
    return { median: p50 / 1e9, mean: avg / 1e9 };
  },
};
