import * as z from 'zod';

/** What Studio called its widgets before 2020. */
const types = new Map([
  ['InitialState', 'trigger'],
  ['Message', 'send-message'],
  ['MessagePrompt', 'send-and-wait-for-reply'],
  ['Branch', 'split-based-on'],
  ['SetVariables', 'set-variables'],
  ['Function', 'run-function'],
  ['Webhook', 'make-http-request'],
  ['SayPlay', 'say-play'],
  ['Gather', 'gather-input-on-call'],
  ['Record', 'record-voicemail'],
  ['ConnectCaller', 'connect-call-to'],
  ['DialV2', 'make-outgoing-call-v2'],
  ['Pay', 'capture-payments'],
  ['SendToFlex', 'send-to-flex'],
]);

const legacyState = z.looseObject({
  type: z.string(),
  name: z.string(),
  sid: z.string(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  transitions: z.array(z.looseObject({ event: z.string(), next: z.string().nullish() })).nullish(),
});
type LegacyState = z.infer<typeof legacyState>;

const legacyFlow = z.looseObject({ states: z.array(legacyState).min(1), initial_state: z.undefined().optional() });

/**
 * A definition as Studio exported it before 2020, in the format of today: types have today's names, transitions lead to
 * names instead of SIDs, and what is null is left out. Anything else comes back as it was.
 */
export function modernised(input: unknown): unknown {
  const legacy = legacyFlow.safeParse(input);
  if (!legacy.success) return input;
  const { states, ...rest } = legacy.data;
  const names = new Map(states.map(({ sid, name }) => [sid, name]));
  const first = states.find(({ type }) => type === 'InitialState') ?? states[0];
  return {
    ...rest,
    states: states.map((state) => modernState(state, names)),
    initial_state: first?.name,
    flags: { allow_concurrent_calls: true },
  };
}

const modernState = ({ type, name, properties, transitions }: LegacyState, names: ReadonlyMap<string, string>) => ({
  name,
  type: types.get(type) ?? type,
  transitions: (transitions ?? []).map(({ event, next, conditions }) => ({
    event,
    ...(next && { next: names.get(next) ?? next }),
    ...(Array.isArray(conditions) && conditions.length > 0 && { conditions }),
  })),
  properties: withoutNulls(properties ?? {}),
});

const withoutNulls = (properties: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
