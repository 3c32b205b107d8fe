/** Numbers that look like chance and are the same for the same seed. */
export type Random = {
  /** At least 0, below 1. */
  number(): number;
  /** One of the names, each as often as its weight says. */
  pick<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  /** Half of these are below the median, and two thirds between a `spread`th of it and `spread` times it. */
  around(distribution: { median: number; spread: number }): number;
};

/** Mulberry32, whose state is 32 bits. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function number(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return { number, pick: (weights) => pick(number(), weights), around: (shape) => around(number(), number(), shape) };
}

function pick<Name extends string>(chance: number, weights: Readonly<Record<Name, number>>): Name {
  const names = keysOf(weights).filter((name) => weights[name] > 0);
  let left = chance * names.reduce((sum, name) => sum + weights[name], 0);
  for (const name of names) {
    left -= weights[name];
    if (left < 0) return name;
  }
  throw new RangeError('there is nothing to choose from: one weight must be above 0');
}

function keysOf<Name extends string>(weights: Readonly<Record<Name, number>>): Name[] {
  const names: Name[] = [];
  for (const name in weights) names.push(name);
  return names;
}

/** A log-normal value, by the method of Box and Muller. */
function around(one: number, other: number, { median, spread }: { median: number; spread: number }): number {
  const gauss = Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
  return median * spread ** gauss;
}
