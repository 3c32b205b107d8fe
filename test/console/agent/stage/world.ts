import type { Push } from '../../../../lib/console/protocol/push.ts';
import type { Scene } from './scene.ts';
import { type SceneName, scenes } from './scenes.ts';

/** One page's server. A test changes the scene and then tells the page. */
export type World = {
  scene: Scene;
  now(): number;
  /** What the page has asked for, the newest last. */
  asked: { method: string; path: string; body: unknown }[];
  /** Milliseconds before every answer. */
  slow: number;
  /** Answers everything with this status; 0 cuts the connection. */
  fails: number | undefined;
  /** Refuses sockets, so that the page polls. */
  deaf: boolean;
  change(change: (scene: Scene) => void): void;
  push(push: Push): void;
  listeners: Set<(push: Push) => void>;
};

/** A world in which the scene begins now. */
export function newWorld(name: SceneName, now = Date.now): World {
  const listeners = new Set<(push: Push) => void>();
  const world: World = {
    scene: structuredClone(scenes[name](now())),
    now,
    asked: [],
    slow: 0,
    fails: undefined,
    deaf: false,
    listeners,
    push(push) {
      for (const tell of listeners) tell(push);
    },
    change(change) {
      change(world.scene);
      for (const thread of Object.keys(world.scene.conversations)) world.push({ type: 'changed', thread });
    },
  };
  return world;
}
