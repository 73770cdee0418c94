/** A run or a comparison, with its report. */
export interface Reported {
  readonly report: { readonly summary: { readonly inconclusive: number } };
}

const ATTEMPTS = 3;

/**
 * Makes a run until it leaves nothing open. Evenkeel says where a machine was too noisy to tell, and its advice is to
 * measure again; every other verdict stands, also one that is wrong.
 * @returns the first run without an inconclusive verdict, or the last.
 */
export async function attempt<Run extends Reported>(make: () => Promise<Run>, attempts = ATTEMPTS): Promise<Run> {
  for (let i = 1; ; i++) {
    const run = await make();
    const { inconclusive } = run.report.summary;
    if (inconclusive === 0 || i === attempts) return run;
    process.stderr.write(`attempt ${i} was in vain: ${inconclusive} inconclusive\n`);
  }
}
