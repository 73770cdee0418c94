/** What is wrong with samples that a caller gave (seconds per call), in words; null where nothing is. */
export function problemWithSamples(samples: readonly number[]): string | null {
  if (!Array.isArray(samples)) return `samples must be an array of numbers, not ${JSON.stringify(samples)}`;
  if (samples.length === 0) return 'there are no samples';
  const bad = samples.findIndex((sample) => !(Number.isFinite(sample) && sample > 0));
  return bad === -1 ? null : `sample ${bad} is ${samples[bad]}; samples are seconds per call, above 0`;
}
