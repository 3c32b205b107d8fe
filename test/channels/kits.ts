import type { channels } from '../../lib/channels/index.ts';
import type { ChannelKit } from './kit.ts';
import { lineKit } from './line.kit.ts';
import { smsKit } from './sms.kit.ts';
import { telegramKit } from './telegram.kit.ts';

/** A kit for every registered channel: one without cannot be compiled, and fails conformance.test.ts. */
export const kits: Record<keyof typeof channels, ChannelKit> = { sms: smsKit, line: lineKit, telegram: telegramKit };
