import { type Run, variablesOf } from '../flow/run.ts';

/** The customer's attributes as a run knows them: its variables named `customer_...`. */
export const customerOf = (run: Run | undefined): Record<string, unknown> => told(run ? variablesOf(run) : {});

/** What a run is started with, so that what was learnt on one channel is known on the next. */
export const variablesFor = (attributes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [prefix + name, value]));

/** The customer's attributes among a flow's variables. */
export const told = (variables: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(variables)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

const prefix = 'customer_';
