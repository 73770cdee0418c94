import { describe, expect, it } from 'vitest';
import { runLogs } from '../../src/judge/run-logs.ts';
import { at } from './cases.ts';

const UNKNOWN = { times: [], controls: [], estimate: null, error: 0, control: null };

describe('runLogs', () => {
  const processes = [
    at(Math.E, { cpuTime: Math.E ** 2, control: 1, controlCpuTime: Math.E ** 3 }),
    at(Math.E, { cpuTime: Math.E ** 2, control: Math.E, controlCpuTime: Math.E ** 3 }),
    at(Math.E ** 3, { cpuTime: Math.E ** 4, control: Math.E ** 5, controlCpuTime: Math.E ** 4 }),
  ];

  it('takes the low ends', () => {
    const logs = runLogs(processes, 'lowEnd');
    expect(logs.times).toEqual([1, 1, 3]);
    expect(logs.controls).toEqual([0, 1, 5]);
    expect(logs.estimate).toBe(1);
    expect(logs.control).toBe(1);
  });

  it('takes the means of processor time, and the control kernel’s', () => {
    const logs = runLogs(processes, 'cpuTime');
    expect(logs.times).toEqual([2, 2, 4]);
    expect(logs.controls).toEqual([3, 3, 4]);
    expect(logs.control).toBe(3);
  });

  it('says how far the processes disagree', () => {
    expect(runLogs(processes, 'lowEnd').error).toBe(0);
    expect(runLogs([at(1), at(2), at(3)], 'lowEnd').error).toBeGreaterThan(0.1);
  });

  it('knows nothing where one process does not say it, or there is none', () => {
    const [first] = processes;
    expect(runLogs([first!, at(1, { control: 1, controlCpuTime: 1 })], 'cpuTime')).toEqual(UNKNOWN);
    expect(runLogs([first!, at(1, { cpuTime: 0, control: 1, controlCpuTime: 1 })], 'cpuTime')).toEqual(UNKNOWN);
    expect(runLogs([], 'lowEnd')).toEqual(UNKNOWN);
  });

  it('knows nothing of the machine where the kernel was not run in every process', () => {
    expect(runLogs([...processes, at(Math.E)], 'lowEnd')).toMatchObject({
      times: [1, 1, 3, 1],
      controls: [],
      control: null,
      estimate: 1,
    });
  });
});
