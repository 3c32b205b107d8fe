import type { Fetched } from '../channels/channel.ts';
import type { Line } from '../conversation/state.ts';
import type { Thread } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';
import type { FlexApi } from './api.ts';

/** What is remembered of a hand-off to Flex: its conversation, and the last line that the agent was told at its beginning. */
export type Opened = { conversation: string; upTo: string };

/** What carrying out effects needs where agents work in Twilio Flex. */
export type Flex = {
  api(): Promise<FlexApi>;
  workspaceSid(): Promise<string>;
  /** By the hand-off's external id. */
  opened: {
    find(externalId: string): Promise<Opened | undefined>;
    keep(externalId: string, opened: Opened): Promise<void>;
  };
  /** The newest lines of a thread, the newest first, as they are at this moment. */
  newest(thread: Thread, limit: number): Promise<Line[]>;
  /** A file that an agent has sent in Flex, by the address that `readAgentMessage` gives it. */
  file(url: string): Promise<Fetched>;
};

/** The customer's name in conversations: it tells nobody their number or address. */
export const identityOf = (thread: Thread): string => hexOf(threadKey(thread));
