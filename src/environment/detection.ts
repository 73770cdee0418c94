import { randomUUID } from 'node:crypto';
import type { BaselinePerformance, CIEnvironment, EnvironmentContext, PlatformProfile } from '../model/environment.ts';
import type { Lockfile } from '../model/made-with.ts';
import { isoTime } from '../real-time.ts';
import { type CalibrationPlace, measureBaselinePerformance } from './calibration/baseline-performance.ts';
import { calibrationCachePath } from './calibration/cache.ts';
import { asCheckedOut } from './ci/checked-out.ts';
import { detectCi } from './ci/detect-ci.ts';
import { readGithubEvent } from './ci/event.ts';
import type { EnvironmentDetectorOptions } from './detector-options.ts';
import { environmentKey } from './environment-key.ts';
import { type GitHead, readGitHead } from './git.ts';
import { type Host, readSystemFile, thisHost } from './host.ts';
import { readLockfiles } from './lockfiles.ts';
import { madeWithOf } from './made-with.ts';
import { describeMachine, type MachineProfile } from './platform.ts';
import { type ResourceWatch, startResourceWatch } from './resources.ts';
import { freshRuntime, speedChangingConditions, thisRuntime } from './runtime-conditions.ts';

/**
 * What one session knows of where it runs: what does not change is found out once, and the resources are those of the
 * time since it was made. `EnvironmentDetector` is its public face.
 */
export class Detection {
  readonly #host: Host;
  readonly #directory: string;
  readonly #calibrationCache: string | null;
  readonly #resources: ResourceWatch;
  readonly #sessionId = randomUUID();
  readonly #conditions: readonly string[];
  #ci: Promise<CIEnvironment> | null = null;
  #machine: { readonly profile: MachineProfile; readonly key: string } | null = null;
  #platform: PlatformProfile | null = null;
  #lockfiles: Promise<readonly Lockfile[]> | null = null;

  constructor(options: EnvironmentDetectorOptions = {}) {
    const env = options.env ?? process.env;
    this.#host = thisHost(env, options.readFile ?? readSystemFile);
    this.#directory = options.directory ?? process.cwd();
    const { calibrationCache = calibrationCachePath(this.#host.platform, env) } = options;
    this.#calibrationCache = calibrationCache;
    const runtime = options.measuresIn === 'fresh_processes' ? freshRuntime(env) : thisRuntime(env);
    this.#conditions = speedChangingConditions(runtime);
    this.#resources = startResourceWatch(this.#host);
  }

  /** The continuous-integration system and what it builds, held against what git has checked out. */
  detectCiEnvironment(): Promise<CIEnvironment> {
    this.#ci ??= this.#detectCi();
    return this.#ci;
  }

  /**
   * What the machine is, and how fast against the reference machine.
   * @throws EnvironmentDetectionError where the clock is too coarse to tell.
   */
  async profilePlatform(): Promise<PlatformProfile> {
    this.#platform ??= {
      ...this.#describe().profile,
      baselineFactor: (await this.measureBaselinePerformance()).factor,
    };
    return this.#platform;
  }

  /**
   * The clock's and the machine's own speed, measured once a day for each machine and version of Node.
   * @param options.anew measures whatever is known already.
   * @throws EnvironmentDetectionError where the clock is too coarse to tell.
   */
  async measureBaselinePerformance(options: { readonly anew?: boolean } = {}): Promise<BaselinePerformance> {
    return measureBaselinePerformance(this.#place(), options);
  }

  /**
   * Everything about where a result is measured. `performanceMultiplier` is the profile's `baselineFactor`: normalised
   * time = measured time ÷ multiplier.
   * @throws EnvironmentDetectionError where the clock is too coarse to tell the machine's speed.
   */
  async getEnvironmentContext(): Promise<EnvironmentContext> {
    // Read while the rest is found out.
    this.#lockfiles ??= readLockfiles(this.#directory);
    const platformProfile = await this.profilePlatform();
    const known = {
      host: this.#host,
      profile: platformProfile,
      speed: await this.measureBaselinePerformance(),
    };
    return {
      ciEnvironment: await this.detectCiEnvironment(),
      platformProfile,
      resourceConstraints: this.#resources.stop(),
      performanceMultiplier: platformProfile.baselineFactor,
      timestamp: isoTime(),
      sessionId: this.#sessionId,
      runtimeConditions: this.#conditions,
      environmentKey: this.#describe().key,
      madeWith: madeWithOf({ ...known, lockfiles: await this.#lockfiles }),
    };
  }

  #describe() {
    if (this.#machine === null) {
      const profile = describeMachine(this.#host);
      this.#machine = { profile, key: environmentKey(profile, this.#conditions) };
    }
    return this.#machine;
  }

  #place(): CalibrationPlace {
    const { hostName, nodeVersion, readFile } = this.#host;
    return {
      path: this.#calibrationCache,
      machine: `${hostName()} ${this.#describe().key} ${nodeVersion}`,
      readFile,
    };
  }

  async #detectCi(): Promise<CIEnvironment> {
    const told = this.#withEvent(detectCi(this.#host.env));
    return asCheckedOut(told, await this.#head(told));
  }

  #withEvent(ci: CIEnvironment): CIEnvironment {
    const path = this.#host.env.GITHUB_EVENT_PATH;
    if (!path || !ci.isCI) return ci;
    const event = readGithubEvent(path, this.#host.readFile);
    const defaultBranch = ci.defaultBranch ?? event.defaultBranch;
    if (!ci.isPullRequest || ci.headCommit !== null) return { ...ci, defaultBranch };
    return { ...ci, defaultBranch, headCommit: event.headCommit, pullRequest: ci.pullRequest ?? event.number };
  }

  async #head({ isCI }: CIEnvironment): Promise<GitHead | null> {
    const head = readGitHead(this.#directory, this.#host.readFile);
    // On a developer's machine it is not worth two processes.
    if (head === null || head.commit !== null || !isCI) return head;
    const { askGitHead } = await import('./git.ts');
    const { branch, commit } = await askGitHead(this.#directory);
    return { ...head, branch: head.branch ?? branch, commit };
  }
}
