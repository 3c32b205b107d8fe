import * as z from 'zod';
import config from '../../config/taskrouter.json' with { type: 'json' };

/** Somebody who can sign in on this machine: a worker of config/taskrouter.json. */
export type Person = { name: string; fullName: string; role: 'agent' | 'supervisor' };

/** The workers who are supervisors as well, as in the group of this name of Cognito. */
export const supervisors: readonly string[] = ['mei'];

const workersSchema = z.array(
  z.object({ name: z.string(), attributes: z.object({ full_name: z.string().optional() }).default({}) }),
);

export const people: readonly Person[] = workersSchema.parse(config.workers).map(({ name, attributes }) => ({
  name,
  fullName: attributes.full_name ?? name,
  role: supervisors.includes(name) ? 'supervisor' : 'agent',
}));

export const personNamed = (name: string): Person | undefined => people.find((person) => person.name === name);

/** What an access token of Cognito's says of somebody, beyond what those of every provider do. */
export const claimsOf = ({ name, role }: Person) => ({
  username: name,
  'cognito:groups': [`${role}s`],
  token_use: 'access',
});
