import phoneDesk from '../../config/flows/phone-desk.json' with { type: 'json' };

export { phoneDesk };

type State = { name: string; type: string; properties?: object; transitions?: object[] };

/** A flow in Studio's format whose first state is where calls come in. */
export const callFlow = (states: State[], flags: object = { allow_concurrent_calls: true }) => ({
  states: [
    {
      name: 'Trigger',
      type: 'trigger',
      properties: {},
      transitions: [
        { event: 'incomingCall', next: states[0]?.name },
        { event: 'incomingRequest', next: states[0]?.name },
      ],
    },
    ...states.map(({ properties = {}, transitions = [], ...state }) => ({ ...state, properties, transitions })),
  ],
  initial_state: 'Trigger',
  flags,
});

export const say = (name: string, text: string, next?: string): State => ({
  name,
  type: 'say-play',
  properties: { say: text, loop: 1 },
  transitions: [{ event: 'audioComplete', ...(next && { next }) }],
});

/** Asks for a name and keeps it. */
export const naming = callFlow([
  {
    name: 'ask',
    type: 'gather-input-on-call',
    properties: { say: 'What is your name?', gather_language: 'en-US', timeout: 5 },
    transitions: [{ event: 'speech', next: 'keep' }, { event: 'keypress' }, { event: 'timeout' }],
  },
  {
    name: 'keep',
    type: 'set-variables',
    properties: { variables: [{ key: 'customer_name', value: '{{widgets.ask.SpeechResult}}' }] },
    transitions: [{ event: 'next', next: 'greet' }],
  },
  say('greet', 'Hello {{flow.variables.customer_name}}.'),
]);
