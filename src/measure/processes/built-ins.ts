// JavaScript's own functions that measuring goes by. A test may replace them; what is calculated with the replacements may
// then not hold, and the error should say where to look.
const HOLDERS: Readonly<Record<string, object>> = {
  Math,
  Number,
  'Number.prototype': Number.prototype,
  Array,
  'Array.prototype': Array.prototype,
  'Float64Array.prototype': Object.getPrototypeOf(Float64Array.prototype),
  Object,
  'Object.prototype': Object.prototype,
  'Function.prototype': Function.prototype,
  'Promise.prototype': Promise.prototype,
  'Map.prototype': Map.prototype,
  'Set.prototype': Set.prototype,
  JSON,
  Reflect,
};

// `is`, because Number has a NaN.
const { getOwnPropertyDescriptor, getOwnPropertyNames, is } = Object;
const MOST_NAMES = 5;

interface BuiltIn {
  readonly holder: object;
  readonly key: string;
  readonly name: string;
  readonly value: unknown;
}

/** Remembers them as they are now. @returns tells which are others by then, and which are new; a few of them. */
export function watchBuiltIns(): () => readonly string[] {
  const before: BuiltIn[] = [];
  const counts: { name: string; holder: object; count: number }[] = [];
  for (const [name, holder] of Object.entries(HOLDERS)) {
    const keys = getOwnPropertyNames(holder);
    counts.push({ name, holder, count: keys.length });
    for (const key of keys) {
      before.push({ holder, key, name: `${name}.${key}`, value: getOwnPropertyDescriptor(holder, key)?.value });
    }
  }
  // Without any of them, because they are what may be replaced.
  return () => {
    const replaced: string[] = [];
    for (let i = 0; i < before.length && replaced.length < MOST_NAMES; i++) {
      const { holder, key, name, value } = before[i]!;
      if (!is(getOwnPropertyDescriptor(holder, key)?.value, value)) replaced[replaced.length] = name;
    }
    for (let i = 0; i < counts.length && replaced.length < MOST_NAMES; i++) {
      const { holder, name, count } = counts[i]!;
      if (getOwnPropertyNames(holder).length > count) replaced[replaced.length] = `${name} (extended)`;
    }
    return replaced;
  };
}
