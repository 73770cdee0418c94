// Appends runs one by one, and names each one on standard output once it has been acknowledged.
const [, , storeModule, directory, writer, count] = process.argv;
const { openSqliteStore } = await import(storeModule);
const store = await openSqliteStore({ directory });
for (let number = 0; number < Number(count); number++) {
  const runId = `${writer}-${number}`;
  const sketch = { accuracy: 0.01, zeroCount: 0, buckets: [[-340, 5]] };
  await store.append([
    {
      testName: 'shared',
      environmentKey: 'linux',
      runId,
      recordedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
      method: 'fresh_processes',
      status: 'recorded',
      estimate: 0.001,
      decayFactor: 0.9,
      commit: null,
      branch: null,
      isDirty: null,
      processes: [
        { location: 0.001, cpuTime: null, control: null, controlCpuTime: null, callsPerSample: 1, position: 0, sketch },
      ],
    },
  ]);
  process.stdout.write(`${runId}\n`);
}
await store.close();
