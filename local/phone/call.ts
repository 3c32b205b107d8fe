import { randomUUID } from 'node:crypto';
import { readTwiml } from './grammar.ts';
import { type CallState, type Exchange, type Line, type LineOptions, openLine } from './line.ts';
import type { XmlElement } from './xml.ts';

/** A call, as the person on the phone has it. Every deed resolves when the call waits for them again, or is over. */
export type Call = {
  sid: string;
  /** The customer's number. */
  customer: string;
  direction: 'inbound' | 'outbound-api';
  /** What was said to the customer, and in brackets what was played. */
  heard: string[];
  readonly state: CallState;
  /** The verb of TwiML that waits for somebody: Gather, Record, Dial, Enqueue, Pay or Connect; none when the call is over. */
  readonly waitsAt: string | undefined;
  /** The task by which the call waits in a queue. */
  readonly taskSid: string | undefined;
  /** An agent is on the phone with the customer. */
  readonly inConference: boolean;
  exchanges: Exchange[];
  /** Answers a call that rings at the customer's, or lets it be. */
  answer(): Promise<void>;
  decline(how: 'busy' | 'no-answer'): Promise<void>;
  press(digits: string): Promise<void>;
  speak(text: string): Promise<void>;
  /** Does nothing, until the call goes on by itself. */
  keepSilent(): Promise<void>;
  /** Speaks after the beep for so many seconds; `text` is what a transcription makes of it. */
  leaveMessage(text: string, seconds?: number): Promise<void>;
  /** Whatever the call was connected to, or waited for in a queue, is done: Twilio reports it with these parameters. */
  finish(parameters: Record<string, string>): Promise<void>;
  /** A program takes the call elsewhere, by REST. */
  redirect(to: { document: string } | { url: string; method: string }): Promise<void>;
  /** The call is brought into a conference, or its part in that is over. */
  meet(leaving: () => void): void;
  part(): Promise<void>;
  /** Tells when the agents have left, before the call goes on. */
  onParted(tell: () => void): void;
  hangUp(): Promise<void>;
};

/** Sets up a call; `begin` connects one that comes in. What Twilio would refuse in our answers throws from the deed that led there. */
export function openCall(
  options: Omit<LineOptions, 'sid'>,
): Call & { begin(more?: Record<string, string>): Promise<void> } {
  const sid = sidOf('CA');
  const line = openLine({ ...options, sid });
  return {
    sid,
    customer: options.customer,
    direction: options.direction,
    heard: line.heard,
    exchanges: line.exchanges,
    get state() {
      return line.state();
    },
    get waitsAt() {
      return line.pending()?.name;
    },
    get taskSid() {
      return line.taskSid();
    },
    get inConference() {
      return line.inConference();
    },
    meet: line.meet,
    part: line.part,
    onParted: line.onParted,
    begin: line.connect,
    async answer() {
      expectState(line, 'ringing');
      await line.connect();
    },
    async decline(how) {
      expectState(line, 'ringing');
      await line.end(how);
    },
    async press(digits) {
      const { name, attributes } = expectVerb(line, 'Gather', 'Record');
      if (name === 'Record') return leaveMessage(line, options, { text: '', seconds: 1, digits });
      if (!(attributes.input ?? 'dtmf').includes('dtmf')) throw new Error('the call listens for words, not for keys');
      const { finishOnKey = '#', numDigits } = attributes;
      const typed = finishOnKey !== '' && digits.endsWith(finishOnKey) ? digits.slice(0, -1) : digits;
      await line.finish({ Digits: typed.slice(0, numDigits ? Number(numDigits) : undefined) });
    },
    async speak(text) {
      const { attributes } = expectVerb(line, 'Gather');
      if (!attributes.input?.includes('speech')) throw new Error('the call listens for keys, not for words');
      await line.finish({ SpeechResult: text, Confidence: '0.91' });
    },
    async keepSilent() {
      expectVerb(line, 'Gather', 'Record');
      await line.passBy();
    },
    leaveMessage: (text, seconds = 7) => leaveMessage(line, options, { text, seconds, digits: '#' }),
    finish: line.finish,
    async redirect(to) {
      expectState(line, 'in-progress');
      if ('document' in to) await line.perform(readTwiml(to.document));
      else await line.goTo(to.url, {}, to.method);
    },
    async hangUp() {
      if (line.state() !== 'ringing') expectState(line, 'in-progress');
      const verb = line.pending()?.name ?? '';
      if (verb === 'Record') await leaveMessage(line, options, { text: '', seconds: 2, digits: 'hangup' });
      else {
        await line.drop();
        const told = hungUp[verb];
        if (told) await line.finish(told);
      }
      await line.end('completed');
    },
  };
}

type Message = { text: string; seconds: number; digits: string };

async function leaveMessage(line: Line, { account }: Pick<LineOptions, 'account'>, { text, seconds, digits }: Message) {
  const { attributes } = expectVerb(line, 'Record');
  const sid = sidOf('RE');
  const recording = {
    RecordingSid: sid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Recordings/${sid}`,
    RecordingDuration: String(seconds),
  };
  if (digits === 'hangup') await line.drop();
  await line.finish({ ...recording, Digits: digits });
  const { recordingStatusCallback, transcribe, transcribeCallback } = attributes;
  if (recordingStatusCallback) await line.ask(recordingStatusCallback, { ...recording, RecordingStatus: 'completed' });
  if (transcribe !== 'true' || !transcribeCallback || text === '') return;
  const transcription = { TranscriptionSid: sidOf('TR'), TranscriptionStatus: 'completed', TranscriptionText: text };
  await line.ask(transcribeCallback, { ...recording, ...transcription });
}

/** What the action of a verb is told when the caller hangs up. */
const hungUp: Record<string, Record<string, string>> = {
  Dial: { DialCallStatus: 'completed', DialCallDuration: '1' },
  Enqueue: { QueueResult: 'hangup', QueueTime: '1' },
  Pay: { Result: 'caller-hung-up' },
  Connect: { VirtualAgentStatus: 'hangup' },
};

function expectVerb(line: Line, ...names: string[]): XmlElement {
  const verb = line.pending();
  if (verb && names.includes(verb.name)) return verb;
  throw new Error(`the call is ${line.state()} and waits at ${verb?.name ?? 'nothing'}, not at ${names.join(' or ')}`);
}

function expectState(line: Line, wanted: CallState): void {
  if (line.state() !== wanted) throw new Error(`the call is ${line.state()}, not ${wanted}`);
}

const sidOf = (prefix: string) => `${prefix}${randomUUID().replaceAll('-', '')}`;
