// Series in which nothing changes, of the kinds that histories are made of.

/**
 * @typedef {() => number} Noise
 * @typedef {(count: number) => number[]} Series
 */

/**
 * @param {() => number} uniform
 * @returns {Readonly<Record<string, Series>>}
 */
export function unchanged(uniform) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const heavy = () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3);
  const independent = (noise) => (count) => Array.from({ length: count }, noise);
  const autoregressive = (share, noise) => (count) => {
    let value = 0;
    for (let i = 0; i < 30; i++) value = share * value + noise();
    return Array.from({ length: count }, () => {
      value = share * value + noise();
      return value;
    });
  };
  return {
    normal: independent(normal),
    lognormal: independent(() => Math.exp(normal())),
    'Student t, 3 degrees': independent(heavy),
    'AR(1) 0.3': autoregressive(0.3, normal),
    'AR(1) 0.5': autoregressive(0.5, normal),
    'AR(1) 0.5, Student t': autoregressive(0.5, heavy),
    'spikes in 5 %': independent(() => normal() + (uniform() < 0.05 ? 20 : 0)),
    'two modes': independent(() => normal() + (uniform() < 0.4 ? 8 : 0)),
    'rounded to ties': independent(() => Math.round(normal())),
    'AR(1) 0.5, rounded': (count) => autoregressive(0.5, normal)(count).map(Math.round),
  };
}
