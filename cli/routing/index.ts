import type { Command } from '../command.ts';
import { simulate } from './simulate.ts';

/** Every `seaway routing` command, by its name. */
export const routingCommands = { simulate } satisfies Record<string, Command>;
