import type { TwimlElement } from '../flow/event.ts';

/** The address that brings a call back to the step `token` with an event. `base` is `https://.../voice/{account}`. */
export const addressOf =
  (base: string, token: string) =>
  (event: string): string =>
    `${base}?${new URLSearchParams({ event, token })}`;

/** The address for what is told of a call on the side: that it is over, recorded, transcribed. */
export const statusAddress = (base: string, token: string): string =>
  `${base}/status?${new URLSearchParams({ token })}`;

/**
 * Has recordings and transcriptions told to us wherever the flow names nobody else.
 * https://www.twilio.com/docs/voice/twiml/record#attributes
 */
export const withCallbacks = (element: TwimlElement, status: string): TwimlElement => ({
  ...element,
  attributes: { ...callbacksOf(element, status), ...element.attributes },
  children: element.children.map((child) => (typeof child === 'string' ? child : withCallbacks(child, status))),
});

function callbacksOf({ name, attributes: { transcribe, record } }: TwimlElement, status: string) {
  const isPlace = name === 'Dial' || name === 'Conference';
  const records = isPlace ? (record ?? 'do-not-record') !== 'do-not-record' : name === 'Record' || name === 'Recording';
  return {
    ...(records && { recordingStatusCallback: status }),
    ...(name === 'Record' && transcribe === 'true' && { transcribeCallback: status }),
  };
}
