import type { ReadFile } from '../host.ts';

/** What a container may have of its machine; null where nothing limits it. */
export interface CgroupLimits {
  /** Processors' worth of time, which may be a fraction. */
  readonly cpuQuota: number | null;
  readonly memory: MemoryLimit | null;
}

/** How much memory a container may have, and has. */
export interface MemoryLimit {
  /** Bytes. */
  readonly limit: number;
  /** Bytes in use, without what the kernel would give back at once (inactive page cache). */
  readonly used: number;
}

const ROOT = '/sys/fs/cgroup';

/**
 * The limits that control groups put on this process, from the files of version 2 or, where it has none, of version 1,
 * at the places that systemd mounts them. A limit of any group above counts for the groups below, so the tightest one
 * on the way to the root is answered.
 *
 * Source: Linux, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst, scheduler/sched-bwc.rst.
 */
export function readCgroupLimits(readFile: ReadFile): CgroupLimits {
  const membership = membershipOf(readFile);
  const cpu = groupsOfV1('cpu', membership);
  return {
    cpuQuota: cpu === null ? tightest(groupsOfV2(membership), quotaOfV2, readFile) : tightest(cpu, quotaOfV1, readFile),
    memory: memoryOf(membership, readFile),
  };
}

/** The memory's part of `readCgroupLimits` alone, which changes while a process runs. */
export function readMemoryLimit(readFile: ReadFile): MemoryLimit | null {
  return memoryOf(membershipOf(readFile), readFile);
}

function memoryOf(membership: Membership, readFile: ReadFile): MemoryLimit | null {
  const memory = groupsOfV1('memory', membership);
  if (memory === null) return tightestMemory(groupsOfV2(membership), V2_MEMORY, readFile);
  return tightestMemory(memory, V1_MEMORY, readFile);
}

// A controller belongs to one version alone, also on systems that mount both.
function groupsOfV1(controller: string, { byController }: Membership): string[] | null {
  const path = byController.get(controller);
  return path === undefined ? null : withAncestors(`${ROOT}/${controller}`, path);
}

function groupsOfV2({ unified }: Membership): string[] {
  return unified === null ? [] : withAncestors(ROOT, unified);
}

/**
 * Seconds for which quotas have held this process's groups back since they were made; null where none counts that.
 *
 * Source: as for `readCgroupLimits`.
 */
export function readThrottledTime(readFile: ReadFile): number | null {
  const membership = membershipOf(readFile);
  const groups = groupsOfV1('cpu', membership) ?? withAncestors(ROOT, membership.unified ?? '');
  const times = groups.map((group) => throttledSeconds(readFile(`${group}/cpu.stat`) ?? ''));
  const known = times.filter((seconds) => seconds !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Version 2 counts microseconds, version 1 nanoseconds under another name. */
function throttledSeconds(text: string): number | null {
  for (const line of text.split('\n')) {
    if (line.startsWith('throttled_usec ')) return Number(line.slice('throttled_usec '.length)) / 1e6;
    if (line.startsWith('throttled_time ')) return Number(line.slice('throttled_time '.length)) / 1e9;
  }
  return null;
}

interface Membership {
  readonly unified: string | null;
  readonly byController: ReadonlyMap<string, string>;
}

/** Lines of /proc/self/cgroup are `id:controllers:path`; version 2 is the one with id 0 and no controllers. */
function membershipOf(readFile: ReadFile): Membership {
  const text = readFile('/proc/self/cgroup') ?? '';
  let unified: string | null = null;
  const byController = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, controllers, ...rest] = line.split(':');
    const path = rest.join(':');
    if (controllers === undefined || !path.startsWith('/')) continue;
    if (controllers === '') unified = path;
    else for (const controller of controllers.split(',')) byController.set(controller, path);
  }
  return { unified, byController };
}

/** The group's directory and those above it. A container sees its own group at the root, under another path. */
function withAncestors(root: string, path: string): string[] {
  const names = path.split('/').filter(Boolean);
  return names.map((_, i) => `${root}/${names.slice(0, names.length - i).join('/')}`).concat(root);
}

type LimitOf = (group: string, readFile: ReadFile) => number | null;

function tightest(groups: readonly string[], limitOf: LimitOf, readFile: ReadFile): number | null {
  const limits = groups.map((group) => limitOf(group, readFile)).filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

function quotaOfV2(group: string, readFile: ReadFile): number | null {
  const [quota, period] = (readFile(`${group}/cpu.max`) ?? '').trim().split(' ').map(Number);
  return ratio(quota, period);
}

function quotaOfV1(group: string, readFile: ReadFile): number | null {
  const quota = readNumber(`${group}/cpu.cfs_quota_us`, readFile);
  // Version 1 says −1 for "no limit".
  return quota === null || quota <= 0 ? null : ratio(quota, readNumber(`${group}/cpu.cfs_period_us`, readFile));
}

function ratio(quota: number | undefined, period: number | null | undefined): number | null {
  return quota && period ? quota / period : null;
}

interface MemoryFiles {
  readonly limit: string;
  readonly usage: string;
  readonly inactive: RegExp;
}

const V2_MEMORY: MemoryFiles = { limit: 'memory.max', usage: 'memory.current', inactive: /^inactive_file (\d+)$/m };
const V1_MEMORY: MemoryFiles = {
  limit: 'memory.limit_in_bytes',
  usage: 'memory.usage_in_bytes',
  inactive: /^total_inactive_file (\d+)$/m,
};

// Version 1 says "no limit" as the largest multiple of the page size in 63 bits; no machine has a pebibyte of memory.
const UNLIMITED = 2 ** 50;

function tightestMemory(groups: readonly string[], files: MemoryFiles, readFile: ReadFile): MemoryLimit | null {
  let found: { group: string; limit: number } | null = null;
  for (const group of groups) {
    const limit = readNumber(`${group}/${files.limit}`, readFile);
    if (limit !== null && limit < (found?.limit ?? UNLIMITED)) found = { group, limit };
  }
  if (found === null) return null;
  const usage = readNumber(`${found.group}/${files.usage}`, readFile) ?? 0;
  const inactive = Number(files.inactive.exec(readFile(`${found.group}/memory.stat`) ?? '')?.[1] ?? 0);
  return { limit: found.limit, used: Math.max(0, usage - inactive) };
}

/** Null for a file that is not there and for `max`. */
function readNumber(path: string, readFile: ReadFile): number | null {
  const text = readFile(path)?.trim();
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
