import type { Command } from '../command.ts';
import { check } from './check.ts';
import { connect } from './connect.ts';
import { list } from './list.ts';

/** Every `seaway channel` command, by its name. */
export const channelCommands = { list, connect, check } satisfies Record<string, Command>;
