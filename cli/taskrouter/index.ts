import type { Command } from '../command.ts';
import { apply } from './apply.ts';
import { drift } from './drift.ts';
import { plan } from './plan.ts';

/** Every `seaway taskrouter` command, by its name. */
export const taskRouterCommands = { plan, apply, drift } satisfies Record<string, Command>;
