/**
 * A configuration that changes nothing: the defaults that people change most often, commented out. `docs/configuration.md`
 * has them all.
 */
export function configurationFile(): string {
  return `# Configuration of evenkeel. All of it is optional; "evenkeel config" shows every option, its value, and where that
# comes from. The values below are the defaults.

# cache_directory = ".performance-cache"   # where the baselines are kept
# baseline_retention_days = 30             # older runs are dropped
# default_iterations = 100                 # samples a process
# ci_timeout_multiplier = 2.0              # time limits are multiplied by this in CI
`;
}
