import * as z from 'zod';
import type { TwimlElement } from '../event.ts';
import { flag, text, whole } from '../properties.ts';
import { element, isOver } from '../twiml.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

const nouns = ['number', 'number-multi', 'client', 'sip', 'sim', 'conference'] as const;

/** Twilio rings at most so many numbers at once. */
const atOnce = 10;

const properties = z.object({
  noun: z.enum(nouns, `must be one of ${nouns.join(', ')}`),
  to: text(),
  caller_id: text(),
  record: flag,
  timeout: whole(30, 1, 600),
  time_limit: text(),
  sip_endpoint: text(),
  sip_username: text(),
  sip_password: text(),
});

/** Connects the caller to somebody else. https://www.twilio.com/docs/studio/widget-library/connect-call */
export const connectCallTo = defineVoiceWidget({
  type: 'connect-call-to',
  summary: 'Connects the caller to a number, several at once, a client, a SIP address, a SIM or a conference.',
  properties,
  transitions: ['callCompleted', 'hangup'],
  outputs: ['DialCallStatus', 'DialCallSid', 'DialCallDuration', 'RecordingUrl', 'CallSid', 'CallStatus'],
  differences: ['With nobody to connect to it leaves by `callCompleted`, and `DialCallStatus` is `failed`.'],
  enter(given, { contact }) {
    const children = partiesOf(given);
    if (children.length === 0)
      return {
        output: { DialCallStatus: 'failed' },
        leave: 'callCompleted',
        reason: 'There is nobody to connect to: fill in "to".',
      };
    const dial = {
      action: 'flow:dialed',
      callerId: given.caller_id || contact,
      record: given.record && given.noun !== 'conference' ? 'record-from-answer' : undefined,
      timeout: given.timeout,
      timeLimit: given.time_limit,
    };
    return { wait: 'voice', say: [element('Dial', dial, children)] };
  },
  back: (_, parameters) => ({ output: parameters, leave: isOver(parameters) ? 'hangup' : 'callCompleted' }),
});

/** https://www.twilio.com/docs/voice/twiml/dial#nesting-other-nouns */
function partiesOf({ noun, to, record, ...sip }: z.infer<typeof properties>): TwimlElement[] {
  const called = to.trim();
  switch (noun) {
    case 'number-multi':
      return called
        .split(',')
        .map((number) => number.trim())
        .filter((number) => number !== '')
        .slice(0, atOnce)
        .map((number) => element('Number', {}, [number]));
    case 'sip': {
      const address = sip.sip_endpoint || called;
      const login = { username: sip.sip_username, password: sip.sip_password };
      return address ? [element('Sip', login, [address])] : [];
    }
    case 'conference':
      return called ? [element('Conference', { record: record ? 'record-from-start' : undefined }, [called])] : [];
    default:
      return called ? [element(elementNames[noun], {}, [called])] : [];
  }
}

const elementNames = { number: 'Number', client: 'Client', sim: 'Sim' } as const;
