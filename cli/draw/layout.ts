import * as z from 'zod';
import type { FlowDefinition, State } from '../../lib/flow/flow.ts';

/** Where a widget's box begins, and how wide and high all boxes are. */
export type Place = { state: State; x: number; y: number };
export const box = { width: 230, height: 62 };
const gap = { x: 60, y: 90 };

const offsetSchema = z.object({ offset: z.object({ x: z.number(), y: z.number() }) });

/** A place for every widget: where Studio's canvas had it, or in layers from the trigger down where an export lacks that. */
export function layOut(definition: FlowDefinition): Place[] {
  const drawn = definition.states.map((state) => ({
    state,
    at: offsetSchema.safeParse(state.properties).data?.offset,
  }));
  const places = drawn.flatMap(({ state, at }) => (at ? [{ state, ...at }] : []));
  return places.length === drawn.length && !overlap(places) ? places : inLayers(definition);
}

/** Whether two boxes lie upon each other: some programs write the same offset for all. */
function overlap(places: Place[]): boolean {
  return places.some((one, index) =>
    places
      .slice(index + 1)
      .some((other) => Math.abs(one.x - other.x) < box.width && Math.abs(one.y - other.y) < box.height),
  );
}

/** Each widget one layer below the first that leads to it, and in its layer below the middle of those that lead to it. */
function inLayers({ states, initial_state: first }: FlowDefinition): Place[] {
  const layers = layersFrom(states, first);
  const places = new Map<string, Place>();
  for (const [depth, layer] of layers.entries()) {
    const wished = layer.map((state) => ({ state, x: middleOfParents(state, states, places) }));
    wished.sort((one, other) => one.x - other.x);
    const width = layer.length * (box.width + gap.x) - gap.x;
    for (const [index, { state }] of wished.entries()) {
      const x = Math.round(index * (box.width + gap.x) - width / 2);
      places.set(state.name, { state, x, y: depth * (box.height + gap.y) });
    }
  }
  return [...places.values()];
}

function layersFrom(states: State[], first: string): State[][] {
  const depths = new Map([[first, 0]]);
  const byName = new Map(states.map((state) => [state.name, state]));
  const queue = [first];
  for (const name of queue) {
    for (const { next } of byName.get(name)?.transitions ?? []) {
      if (!next || depths.has(next) || !byName.has(next)) continue;
      depths.set(next, (depths.get(name) ?? 0) + 1);
      queue.push(next);
    }
  }
  const deepest = Math.max(0, ...depths.values());
  const layers = Array.from({ length: deepest + 1 }, (_, depth) =>
    states.filter(({ name }) => depths.get(name) === depth),
  );
  const unreached = states.filter(({ name }) => !depths.has(name));
  return unreached.length > 0 ? [...layers, unreached] : layers;
}

function middleOfParents({ name }: State, states: State[], places: ReadonlyMap<string, Place>): number {
  const parents = states.filter(({ transitions }) => transitions.some(({ next }) => next === name));
  const placed = parents.flatMap((parent) => places.get(parent.name)?.x ?? []);
  return placed.length === 0 ? 0 : placed.reduce((sum, x) => sum + x, 0) / placed.length;
}
