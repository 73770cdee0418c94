/** What a run of these tests stores. */
export function runOf(runId, day, tests) {
  const recordedAt = new Date(Date.UTC(2026, 0, 1) + day * 1000).toISOString();
  const sketch = { accuracy: 0.01, zeroCount: 0, buckets: [[-340, 5]] };
  const process = {
    location: 0.001,
    cpuTime: null,
    control: null,
    controlCpuTime: null,
    callsPerSample: 1,
    position: 0,
  };
  return Array.from({ length: tests }, (_, test) => ({
    testName: `test ${test}`,
    environmentKey: 'linux',
    runId,
    recordedAt,
    method: 'fresh_processes',
    status: 'recorded',
    estimate: 0.001 + day / 1e6,
    decayFactor: 0.9,
    isDirty: null,
    commit: null,
    branch: null,
    processes: [{ ...process, sketch }],
  }));
}
