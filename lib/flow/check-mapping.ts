import type { Known } from './check.ts';
import { type Fault, faultAt } from './fault.ts';
import { isLiquid } from './liquid.ts';

type Written = { type: string; properties: Record<string, unknown> };
type Mapping = { property: string; map: string; names: readonly string[] | undefined };

/** What a widget names that this deployment does not have: SIDs of another account, bots, functions without an address. */
export function checkMapping({ type, properties }: Written, path: readonly PropertyKey[], known: Known): Fault[] {
  if (type === 'run-function' && properties.url === '')
    return [faultAt([...path, 'url'], 'The function has no address here: fill in its URL.')];
  return mappingsOf(type, properties, known).flatMap(({ property, map, names }) => {
    const name = properties[property];
    if (names === undefined || typeof name !== 'string' || name === '' || names.includes(name)) return [];
    const at = [...path, property];
    if (property === 'flow_sid' && isLiquid(name))
      return [faultAt(at, 'The SID of a subflow cannot be Liquid: write the SID itself.')];
    if (isLiquid(name)) return [];
    return [faultAt(at, `"${name}" is not known here: map it in "${map}" of config/deployment.ts.`)];
  });
}

function mappingsOf(type: string, { channel }: Written['properties'], known: Known): Mapping[] {
  const workflow = (property: string) => ({ property, map: 'workflows', names: known.workflows });
  switch (type) {
    case 'run-subflow':
      return [{ property: 'flow_sid', map: 'flows', names: known.flows }];
    case 'send-to-flex':
      return [workflow('workflow'), { property: 'channel', map: 'taskChannels', names: known.taskChannels }];
    case 'enqueue-call':
      return [workflow('workflow_sid')];
    case 'connect-virtual-agent-v2':
      // On the phone it names a connector of Twilio's, which nobody can look up here.
      return channel === 'voice' ? [] : [{ property: 'connector_name', map: 'bots', names: known.bots }];
    default:
      return [];
  }
}
