import type { BaselinePerformance, CIEnvironment, EnvironmentContext, PlatformProfile } from '../model/environment.ts';
import { requireRealFiles } from '../real-files.ts';
import type { Detection } from './detection.ts';
import type { EnvironmentDetectorOptions } from './detector-options.ts';

/**
 * Tells where code is measured (specification 2.1). One detector stands for one session: what does not change is found
 * out once, and the resources are those of the time since it was first asked. Detection reads a few small files and
 * starts no process; `measureBaselinePerformance`, and with it the profile's `baselineFactor`, also runs reference kernels
 * for about 0.1 s, once a day for each machine and version of Node. All of it is loaded at the first question.
 *
 * @example
 * import { EnvironmentDetector } from 'evenkeel';
 *
 * const { environmentKey, ciEnvironment } = await new EnvironmentDetector().getEnvironmentContext();
 * console.error(environmentKey, ciEnvironment.provider);
 */
export class EnvironmentDetector {
  readonly #options: EnvironmentDetectorOptions;
  #detection: Promise<Detection> | null = null;

  constructor(options: EnvironmentDetectorOptions = {}) {
    this.#options = options;
  }

  /**
   * The continuous-integration system and what it builds, held against what git has checked out.
   *
   * @example
   * import { EnvironmentDetector } from 'evenkeel';
   *
   * const detector = new EnvironmentDetector({ env: { GITHUB_ACTIONS: 'true' } });
   * const { isCI, provider } = await detector.detectCiEnvironment();
   * console.log(isCI, provider); // true github_actions
   */
  async detectCiEnvironment(): Promise<CIEnvironment> {
    return (await this.#detect()).detectCiEnvironment();
  }

  /**
   * What the machine is, and how fast against the reference machine.
   * @throws EnvironmentDetectionError where the clock is too coarse to tell.
   *
   * @example
   * import { EnvironmentDetector } from 'evenkeel';
   *
   * const { cpuCores, baselineFactor } = await new EnvironmentDetector().profilePlatform();
   * console.log(cpuCores >= 1, baselineFactor > 0); // true true
   */
  async profilePlatform(): Promise<PlatformProfile> {
    return (await this.#detect()).profilePlatform();
  }

  /**
   * The clock's and the machine's own speed, measured once a day for each machine and version of Node.
   * @param options.anew measures whatever is known already.
   * @throws EnvironmentDetectionError where the clock is too coarse to tell.
   *
   * @example
   * import { EnvironmentDetector } from 'evenkeel';
   *
   * const { timerResolution, factor } = await new EnvironmentDetector().measureBaselinePerformance();
   * console.log(timerResolution > 0, factor > 0); // true true
   */
  async measureBaselinePerformance(options: { readonly anew?: boolean } = {}): Promise<BaselinePerformance> {
    return (await this.#detect()).measureBaselinePerformance(options);
  }

  /**
   * Everything about where a result is measured. `performanceMultiplier` is the profile's `baselineFactor`: normalised
   * time = measured time ÷ multiplier.
   * @throws EnvironmentDetectionError where the clock is too coarse to tell the machine's speed.
   *
   * @example
   * import { EnvironmentDetector } from 'evenkeel';
   *
   * const { performanceMultiplier } = await new EnvironmentDetector().getEnvironmentContext();
   * const measured = 0.002; // seconds
   * console.error('on the reference machine:', measured / performanceMultiplier);
   */
  async getEnvironmentContext(): Promise<EnvironmentContext> {
    return (await this.#detect()).getEnvironmentContext();
  }

  async #detect(): Promise<Detection> {
    requireRealFiles('EnvironmentDetector');
    this.#detection ??= import('./detection.ts').then((loaded) => new loaded.Detection(this.#options));
    return this.#detection;
  }
}
