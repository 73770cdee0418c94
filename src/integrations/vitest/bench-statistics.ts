import type { PerformanceTestResult } from '../../model/result.ts';

/** Statistics as Vitest's tables and `bench.from()` have them (those of tinybench). */
interface BenchStatistics {
  readonly samples: undefined;
  readonly samplesCount: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p75: number;
  readonly p99: number;
  readonly p995: number;
  readonly p999: number;
  readonly sd: number;
  readonly variance: number;
  readonly sem: number;
  readonly df: number;
  readonly critical: number;
  readonly moe: number;
  readonly rme: number;
  readonly mad: number;
  readonly aad: number;
}

/** What Vitest is answered for one benchmark. Times in milliseconds per call, throughput in calls per second. */
export interface BenchAnswer {
  readonly name: string;
  readonly state: 'completed';
  readonly runtime: 'node';
  readonly runtimeVersion: string;
  readonly timestampProviderName: 'hrtimeNow';
  readonly latency: BenchStatistics;
  readonly throughput: BenchStatistics;
  readonly period: number;
  readonly totalTime: number;
}

// The normal distribution's 97.5 % quantile: these figures are for Vitest's table, and no verdict is made from them.
const CRITICAL = 1.959964;

/** A measured result, in the form of a benchmark of Vitest. */
export function benchAnswer(name: string, { samples, processes }: PerformanceTestResult): BenchAnswer {
  const calls = processes.reduce((sum, process) => sum + process.callsPerSample * process.samples.length, 0);
  const latency = statisticsOf(samples.map((seconds) => seconds * 1000));
  return {
    name,
    state: 'completed',
    runtime: 'node',
    runtimeVersion: process.version,
    timestampProviderName: 'hrtimeNow',
    latency,
    throughput: statisticsOf(samples.map((seconds) => 1 / seconds)),
    period: latency.mean,
    totalTime: latency.mean * calls,
  };
}

function statisticsOf(values: readonly number[]): BenchStatistics {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const df = Math.max(1, n - 1);
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / df;
  const sem = Math.sqrt(variance / n);
  const quantile = (p: number) => sorted[Math.min(n - 1, Math.ceil(p * n) - 1)]!;
  const p50 = quantile(0.5);
  const distances = sorted.map((value) => Math.abs(value - p50)).sort((a, b) => a - b);
  return {
    samples: undefined,
    samplesCount: n,
    mean,
    min: sorted[0]!,
    max: sorted[n - 1]!,
    p50,
    p75: quantile(0.75),
    p99: quantile(0.99),
    p995: quantile(0.995),
    p999: quantile(0.999),
    sd: Math.sqrt(variance),
    variance,
    sem,
    df,
    critical: CRITICAL,
    moe: sem * CRITICAL,
    rme: mean === 0 ? 0 : (100 * sem * CRITICAL) / mean,
    mad: distances[Math.ceil(n / 2) - 1]!,
    aad: distances.reduce((sum, distance) => sum + distance, 0) / n,
  };
}
