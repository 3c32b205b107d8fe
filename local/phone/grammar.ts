import { parseXml, type XmlElement } from './xml.ts';

type Rule = { attributes: string; children?: string; text?: true };

const speaking = 'Say Play Pause';
const callback = 'statusCallback statusCallbackMethod statusCallbackEvent';
const recorded = 'recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent';
const ssml = 'break emphasis lang p phoneme prosody s say-as sub w amazon:effect amazon:domain';
const stream = { attributes: `name url connectorName track ${callback}`, children: 'Parameter' };

/** What may stand in TwiML for voice, as far as Studio's widgets need it. https://www.twilio.com/docs/voice/twiml */
const rules: Record<string, Rule> = {
  Response: {
    attributes: '',
    children: `${speaking} Gather Record Dial Enqueue Redirect Hangup Reject Pay Connect Start Stop Leave`,
  },
  Say: { attributes: 'voice language loop', children: ssml, text: true },
  Play: { attributes: 'loop digits', text: true },
  Pause: { attributes: 'length' },
  Gather: {
    attributes:
      'input action method timeout numDigits finishOnKey hints language speechTimeout speechModel profanityFilter actionOnEmptyResult partialResultCallback bargeIn enhanced',
    children: speaking,
  },
  Record: {
    attributes: `action method timeout finishOnKey maxLength transcribe transcribeCallback trim playBeep ${recorded}`,
  },
  Dial: {
    attributes: `action method callerId record timeout timeLimit answerOnBridge hangupOnStar trim ringTone ${recorded}`,
    children: 'Number Client Sip Sim Conference Queue',
    text: true,
  },
  Number: { attributes: `url method sendDigits ${callback}`, text: true },
  Client: { attributes: `url method ${callback}`, children: 'Identity Parameter', text: true },
  Identity: { attributes: '', text: true },
  Sip: { attributes: `username password url method ${callback}`, text: true },
  Sim: { attributes: callback, text: true },
  Queue: { attributes: 'url method', text: true },
  Conference: {
    attributes: `muted beep startConferenceOnEnter endConferenceOnExit waitUrl waitMethod maxParticipants record trim ${callback} ${recorded}`,
    text: true,
  },
  Enqueue: {
    attributes: 'action method workflowSid waitUrl waitUrlMethod maxQueueSize',
    children: 'Task',
    text: true,
  },
  Task: { attributes: 'priority timeout', text: true },
  Redirect: { attributes: 'method', text: true },
  Hangup: { attributes: '' },
  Reject: { attributes: 'reason' },
  Leave: { attributes: '' },
  Pay: {
    attributes:
      'action method input bankAccountType statusCallback statusCallbackMethod timeout maxAttempts securityCode postalCode minPostalCodeLength paymentConnector paymentMethod tokenType chargeAmount currency description validCardTypes language',
    children: 'Parameter Prompt',
  },
  Prompt: { attributes: 'for attempt cardType errorType', children: speaking },
  Parameter: { attributes: 'name value' },
  Config: { attributes: 'name value' },
  Connect: { attributes: 'action method', children: 'VirtualAgent ConversationRelay Stream' },
  VirtualAgent: {
    attributes: `connectorName language sentimentAnalysis statusCallback statusCallbackMethod`,
    children: 'Config Parameter',
  },
  ConversationRelay: {
    attributes:
      'url welcomeGreeting ttsProvider voice language transcriptionProvider speechModel dtmfDetection interruptible',
    children: 'Parameter Language',
  },
  Language: { attributes: 'code ttsProvider voice transcriptionProvider speechModel' },
  Start: { attributes: 'action method', children: 'Stream Siprec Recording' },
  Stop: { attributes: '', children: 'Stream Siprec Recording' },
  Stream: stream,
  Siprec: stream,
  Recording: { attributes: `name channels trim track ${recorded}` },
};

/** Addresses that Twilio calls: a mistake in one would show only when the call comes to it. */
const addresses = /^(action|url|waitUrl|partialResultCallback|.*[cC]allback)$/;

/** Reads TwiML for voice; throws an Error with what Twilio would refuse or not understand. */
export function readTwiml(document: string): XmlElement[] {
  const root = parseXml(document);
  if (root.name !== 'Response') throw new Error(`TwiML begins with <Response>, not <${root.name}>`);
  check(root);
  return root.children.filter((child) => typeof child !== 'string');
}

function check({ name, attributes, children }: XmlElement): void {
  // What stands in a <Say> is SSML, which Twilio takes or leaves.
  if (ssml.split(' ').includes(name)) return;
  const rule = rules[name] ?? fail(`there is no <${name}> in TwiML`);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!rule.attributes.split(' ').includes(attribute)) fail(`<${name}> has no attribute "${attribute}"`);
    if (addresses.test(attribute) && !isAddress(value)) fail(`${attribute} of <${name}> is no address: "${value}"`);
  }
  for (const child of children) {
    if (typeof child === 'string') {
      if (!rule.text && child.trim() !== '') fail(`<${name}> has no text, but "${child.slice(0, 40)}"`);
    } else {
      if (!rule.children?.split(' ').includes(child.name)) fail(`<${child.name}> may not stand in <${name}>`);
      check(child);
    }
  }
  const said = wordsOf({ name, attributes, children });
  if (name === 'Say' && (said.trim() === '' || said.length > 4_096)) fail('<Say> has 1 to 4,096 characters');
  if (name === 'Redirect' && !isAddress(said)) fail(`<Redirect> holds no address: "${said}"`);
  if (name === 'Task') JSON.parse(said);
}

/** The text in an element, that of its own elements included. */
export const wordsOf = ({ children }: XmlElement): string =>
  children.map((child) => (typeof child === 'string' ? child : wordsOf(child))).join('');

/** Twilio takes addresses within the same site as well. */
const isAddress = (value: string): boolean => /^((https?|wss):\/)?\/[^\s]+$/.test(value.trim());

function fail(sentence: string): never {
  throw new Error(sentence);
}
