import { StatisticalValidationError } from '../../errors.ts';
import { mean } from '../core/mean.ts';
import { requireSamples, type Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import { standardDeviation } from '../core/standard-deviation.ts';

/** Samples of an experiment of any number of levels: the iterations of a process, the processes of a build, and so on. */
export type NestedSamples = Samples | readonly NestedSamples[];

/** What one node of the tree has below it. */
interface Level {
  readonly mean: number;
  /** Variance of the means of each level below around their own mean, lowest first, averaged over the nodes. */
  readonly spreads: readonly number[];
  /** Repetitions of each level below, lowest first. */
  readonly counts: readonly number[];
}

/**
 * The variance that each level of a nested experiment adds, lowest first, in the square of the samples' unit: Tᵢ² of
 * Kalibera and Jones, "Rigorous Benchmarking in Reasonable Time", International Symposium on Memory Management (2013),
 * for `repetitionsPerLevel`. Unbiased, so that a level which adds nothing comes out below zero as often as above it.
 * @param experiment arrays in arrays, the lowest level innermost: `[[1.1, 1.2], [1.3, 1.2]]` is two processes of two
 * iterations each. Every level has at least two repetitions, and as many in every place.
 * @throws StatisticalValidationError where a level has fewer than two repetitions, the levels are not even, or a sample is
 * not finite.
 */
export function varianceComponents(experiment: NestedSamples): number[] {
  const { spreads, counts } = look(experiment, 'experiment');
  return spreads.map((spread, level) => (level === 0 ? spread : spread - spreads[level - 1]! / counts[level - 1]!));
}

function look(node: NestedSamples, name: string): Level {
  if (isInnermost(node)) {
    requireSamples(node, 2, name);
    return { mean: mean(node), spreads: [variance(node)], counts: [node.length] };
  }
  if (node.length < 2) {
    throw new StatisticalValidationError(`${name} has ${node.length} repetition: at least 2 are needed`);
  }
  const below = node.map((part, i) => look(part, `${name}[${i}]`));
  const counts = below[0]!.counts;
  const odd = below.findIndex((part) => part.counts.join() !== counts.join());
  if (odd !== -1) {
    throw new StatisticalValidationError(
      `${name}[${odd}] has ${below[odd]!.counts.join(' × ')} samples, ${name}[0] has ${counts.join(' × ')}: repeat every level evenly`,
      { data: { name, index: odd } },
    );
  }
  const means = below.map((part) => part.mean);
  const spreads = counts.map((_, level) => mean(below.map((part) => part.spreads[level]!)));
  return {
    mean: mean(means),
    spreads: [...spreads, variance(means)],
    counts: [...counts, node.length],
  };
}

function variance(samples: Samples): number {
  return saturated(standardDeviation(samples) ** 2);
}

function isInnermost(node: NestedSamples): node is Samples {
  return node instanceof Float64Array || (!Array.isArray(node[0]) && !(node[0] instanceof Float64Array));
}
