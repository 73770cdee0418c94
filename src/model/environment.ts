/** The continuous-integration system that runs the tests, or the fact that none does. */
export interface CIEnvironment {
  readonly isCI: boolean;
  /** `'github_actions'`, `'gitlab_ci'`, … ; `'local'` outside CI, `'unknown'` where the vendor cannot be told. */
  readonly provider: string;
  readonly isPullRequest: boolean;
  /** The branch under test; of a pull request, its source branch. Null where it cannot be told. */
  readonly branch: string | null;
  /** The branch that a pull request wants to be merged into; null elsewhere. */
  readonly baseBranch: string | null;
  /** Full hash of the commit under test. */
  readonly commit: string | null;
}

/** What the machine is. */
export interface PlatformProfile {
  /** Processors that this process may really use. */
  readonly cpuCores: number;
  readonly cpuModel: string;
  readonly cpuFrequencyMhz: number | null;
  /** Memory that this process may use, in gibibytes. */
  readonly memoryGb: number;
  readonly platformFamily: 'linux' | 'darwin' | 'windows' | (string & {});
  readonly virtualized: boolean;
  /** How long the control kernel takes here, as a multiple of the reference machine's time; above 1 is slower. */
  readonly baselineFactor: number;
  /** `'x86_64'`, `'arm64'`, … */
  readonly architecture: string;
  readonly nodeVersion: string;
}

/** What was going on on the machine, over `measurementDuration` seconds. */
export interface ResourceMetrics {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  /** Bytes a second read from and written to disks; 0 where the platform does not say. */
  readonly diskIoRate: number;
  /** One-minute load average; null on Windows. */
  readonly loadAverage: number | null;
  /** Seconds over which the rates above were taken. */
  readonly measurementDuration: number;
}

/** The machine's own speed, measured with the control kernel. */
export interface BaselinePerformance {
  /** Smallest step of the clock, in seconds. */
  readonly timerResolution: number;
  /** Cost of reading the clock once, in seconds. */
  readonly timerCost: number;
  /** Seconds that one pass of the control kernel takes. */
  readonly controlTime: number;
  /** `controlTime` as a multiple of the reference machine's; above 1 is slower. */
  readonly factor: number;
}

/** Everything about where a result was measured. */
export interface EnvironmentContext {
  readonly ciEnvironment: CIEnvironment;
  readonly platformProfile: PlatformProfile;
  readonly resourceConstraints: ResourceMetrics;
  /** Normalised time = measured time ÷ this. */
  readonly performanceMultiplier: number;
  /** ISO 8601. */
  readonly timestamp: string;
  /** One for each run of the framework. */
  readonly sessionId: string;
  /** Separates machines whose results must not be compared, and can be read by a person. */
  readonly environmentKey: string;
}
