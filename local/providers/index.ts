import { startLine } from './line/index.ts';
import { startSms } from './sms/index.ts';
import { startTelegram } from './telegram/index.ts';

export { startLine, startSms, startTelegram };

/** The stand-in of each channel's provider. */
export const providers = { sms: startSms, line: startLine, telegram: startTelegram };
