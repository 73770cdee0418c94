import type { MadeWith } from './made-with.ts';

/**
 * Whose code a run is of, as far as that is known. In CI only `branch` says that the branch's own code is measured; every
 * other kind is a reason not to take it for that.
 *
 * - `working_tree`: a developer's working tree; outside CI.
 * - `branch`: CI says that it builds this branch, and no other commit is checked out than the one that it names.
 * - `pull_request`, `tag`: CI says that it builds one.
 * - `event`: CI was started by what may check out anybody's code, as a comment on a pull request is.
 * - `other_commit`: not the commit that CI names (`named`) is checked out; `CIEnvironment.commit` is the one that is.
 * - `unread_commit`: the commit that is checked out cannot be read, so nobody can compare it with the one that CI names.
 * - `conflict`: the variables of several CI systems are set, and do not say the same.
 * - `switched_off`: `CI=false` is set, and so are the variables of CI systems.
 * - `untold`: CI does not say it, or is not known.
 */
export type CiSubject =
  | { readonly kind: 'working_tree' | 'branch' | 'pull_request' | 'tag' | 'unread_commit' | 'untold' }
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'other_commit'; readonly named: string }
  | { readonly kind: 'conflict' | 'switched_off'; readonly providers: readonly string[] };

/** The continuous-integration system that runs the tests, or the fact that none does. */
export interface CIEnvironment {
  /** Whether a CI system runs this. False where `CI=false` is set, whatever else is. */
  readonly isCI: boolean;
  /** `'github_actions'`, `'gitlab_ci'`, … ; `'local'` outside CI, `'unknown'` where the vendor cannot be told. */
  readonly provider: string;
  /** Whether it builds a pull request, as far as its variables say. */
  readonly isPullRequest: boolean;
  /** The branch under test; of a pull request, its source branch. Null where it cannot be told. */
  readonly branch: string | null;
  /** Whose code this is; decides whether baselines are written. */
  readonly subject: CiSubject;
  /** The branch that a pull request wants to be merged into; null elsewhere. */
  readonly baseBranch: string | null;
  /** The branch that the repository's host calls its default, the one that writes baselines; null where it cannot be told. */
  readonly defaultBranch: string | null;
  /**
   * Full hash of the commit under test: the one that is checked out, where git says it, or else the one that CI names. Of a pull request, many vendors check out a temporary merge with the base
   * branch, which is on neither branch; `headCommit` is then the one that the author pushed.
   */
  readonly commit: string | null;
  /** Of a pull request, the newest commit of its source branch; null elsewhere and where the vendor does not say. */
  readonly headCommit: string | null;
  /** Number of the pull request; null elsewhere and where the vendor does not say. */
  readonly pullRequest: number | null;
  /** The vendor's identifier of this run of its pipeline. */
  readonly runId: string | null;
  /** Where a person can look at that run. */
  readonly runUrl: string | null;
}

/** What the machine is. */
export interface PlatformProfile {
  /** Processors that this process may really use, at least one. */
  readonly cpuCores: number;
  /** Processors' worth of time that a container grants, which may be a fraction; null where nothing limits it. */
  readonly cpuQuota: number | null;
  /** As the processor names itself; `'unknown'` where it does not. */
  readonly cpuModel: string;
  /** The highest frequency that the machine announces, in megahertz. */
  readonly cpuFrequencyMhz: number | null;
  /** Memory that this process may use, in gibibytes. */
  readonly memoryGb: number;
  /** The operating system; another name than these is Node's own (`process.platform`). */
  readonly platformFamily: 'linux' | 'darwin' | 'windows' | (string & {});
  /** Whether this is a virtual machine or a container, as far as the platform says. */
  readonly virtualized: boolean;
  /** What gave it away, one fact each; empty where nothing did. */
  readonly virtualizationEvidence: readonly string[];
  /** How long the reference kernels take here, as a multiple of the reference machine's time; above 1 is slower. */
  readonly baselineFactor: number;
  /** `'x86_64'`, `'arm64'`, … */
  readonly architecture: string;
  /** Version of Node. */
  readonly nodeVersion: string;
  /** Version of V8, which compiles the code that is measured. */
  readonly v8Version: string;
}

/** What was going on on the machine, over `measurementDuration` seconds. */
export interface ResourceMetrics {
  /** Share of the machine's processor time that was in use, from 0 to 100. */
  readonly cpuPercent: number;
  /** Share of that time that the hypervisor gave to other machines; null where the platform does not say. */
  readonly cpuStealPercent: number | null;
  /**
   * Share of that time that went to programs other than this one and those it started; null where it is not known, as of
   * a process that took turns with another one.
   */
  readonly cpuOthersPercent: number | null;
  /** Share of the window for which a container's quota held this process back; null where nothing counts that. */
  readonly cpuThrottledPercent: number | null;
  /** Share of the window in which some task waited for a processor; null where nothing counts that. */
  readonly cpuPressurePercent: number | null;
  /** The same for memory. */
  readonly memoryPressurePercent: number | null;
  /** The same for disks. */
  readonly ioPressurePercent: number | null;
  /** Share of the memory limit that was in use at the end. */
  readonly memoryPercent: number;
  /** Bytes a second read from and written to disks; 0 where the platform does not say. */
  readonly diskIoRate: number;
  /** One-minute load average; null on Windows. */
  readonly loadAverage: number | null;
  /** Seconds over which the rates above were taken. */
  readonly measurementDuration: number;
}

/** How quick a machine is at one reference kernel. */
export interface KernelSpeed {
  /** Seconds of the quickest pass. */
  readonly time: number;
  /** `time` as a multiple of the reference machine's; above 1 is slower. */
  readonly factor: number;
}

/** The machine's own speed, measured with reference kernels whose work never changes. */
export interface BaselinePerformance {
  /** Smallest step of the clock, in seconds. */
  readonly timerResolution: number;
  /** Cost of reading the clock once, in seconds. */
  readonly timerCost: number;
  /** Branches and arithmetic; copying memory; making and collecting small objects. */
  readonly kernels: Readonly<Record<'compute' | 'memory' | 'allocation', KernelSpeed>>;
  /** Geometric mean of the kernels' factors: how much slower than the reference machine this one is. */
  readonly factor: number;
  /** ISO 8601. */
  readonly measuredAt: string;
}

/** Everything about where a result was measured. */
export interface EnvironmentContext {
  /** The CI system, or that there is none. */
  readonly ciEnvironment: CIEnvironment;
  /** What the machine is. */
  readonly platformProfile: PlatformProfile;
  /** What was going on on it meanwhile. */
  readonly resourceConstraints: ResourceMetrics;
  /** Normalised time = measured time ÷ this. */
  readonly performanceMultiplier: number;
  /**
   * What makes code faster or slower here than in a plain process: coverage, an inspector, options of Node that change how
   * V8 compiles or collects; `'coverage'`, `'inspector'`, `'max-opt-1'`, … Part of the environment key.
   */
  readonly runtimeConditions: readonly string[];
  /** ISO 8601. */
  readonly timestamp: string;
  /** One for each run of the framework. */
  readonly sessionId: string;
  /** Separates machines whose results must not be compared, and can be read by a person. */
  readonly environmentKey: string;
  /** What else than the code can change from run to run; it is stored with each. Absent in reports of earlier versions. */
  readonly madeWith?: MadeWith;
}
