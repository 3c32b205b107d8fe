import type { TwimlElement } from '../../lib/flow/event.ts';
import type { Content } from '../../lib/message.ts';

/** What a phone does while it follows TwiML: what is heard, and where it stops to wait for the person or for Twilio. */
export type Heard = { content: Content } | { task: { workflow: string; attributes: string } } | { dials: string };

/** Where a call stops: what for, and the flow's event that each way out comes back by. */
export type Waiting = {
  /** The TwiML verb: `Gather`, `Record`, `Dial`, `Enqueue`, `Pay`, `Connect`. */
  verb: string;
  /** The event by which the verb's own address comes back; undefined where it just goes on. */
  event: string | undefined;
  /** What follows where nobody says or presses anything. */
  rest: TwimlElement[];
};

export type Played = { heard: Heard[]; next: { waits: Waiting } | { comesBack: string } | { hangsUp: true } };

/** Verbs at which a call stays until something happens. https://www.twilio.com/docs/voice/twiml */
const waitingVerbs = ['Gather', 'Record', 'Dial', 'Enqueue', 'Pay', 'Connect', 'Refer'];

/** Follows TwiML up to where the call waits, comes back to the flow, or is over. */
export function playTwiml([element, ...rest]: TwimlElement[]): Played {
  if (!element) return { heard: [], next: { hangsUp: true } };
  const heard = heardOf(element);
  if (element.name === 'Hangup' || element.name === 'Reject') return { heard, next: { hangsUp: true } };
  if (element.name === 'Redirect') {
    const event = flowEvent(textIn(element));
    return {
      heard,
      next: event === undefined ? { waits: { verb: 'Redirect', event, rest: [] } } : { comesBack: event },
    };
  }
  if (waitingVerbs.includes(element.name))
    return { heard, next: { waits: { verb: element.name, event: flowEvent(element.attributes.action ?? ''), rest } } };
  const more = playTwiml(rest);
  return { ...more, heard: [...heard, ...more.heard] };
}

function heardOf(element: TwimlElement): Heard[] {
  const { name, attributes } = element;
  if (name === 'Say') return [{ content: { type: 'text', text: textIn(element) } }];
  if (name === 'Play' && attributes.digits === undefined)
    return [{ content: { type: 'media', url: textIn(element), mediaType: 'audio/mpeg' } }];
  if (name === 'Enqueue') {
    const task = element.children.find((child) => typeof child !== 'string' && child.name === 'Task');
    const attributesJson = task === undefined || typeof task === 'string' ? '{}' : textIn(task);
    return [{ task: { workflow: attributes.workflowSid ?? textIn(element).trim(), attributes: attributesJson } }];
  }
  if (name === 'Dial') return [{ dials: textIn(element) }];
  if (name !== 'Gather') return [];
  return element.children.flatMap((child) => (typeof child === 'string' ? [] : heardOf(child)));
}

/** The text in an element and in all that is inside it; SSML loses its tags. */
const textIn = ({ children }: TwimlElement): string =>
  children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');

const flowEvent = (address: string): string | undefined => /^flow:(.+)$/.exec(address.trim())?.[1];
