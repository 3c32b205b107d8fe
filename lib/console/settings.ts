import { Permanent } from '../errors.ts';
import { type ConsoleSettings, consoleSettingsSchema } from './protocol/me.ts';

/** Reads config/console.json; throws Permanent with every fault and its path. */
export function readConsoleSettings(json: unknown): ConsoleSettings {
  const parsed = consoleSettingsSchema.safeParse(json);
  const faults = parsed.success
    ? faultsIn(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (!parsed.success || faults.length > 0) throw new Permanent(`config/console.json: ${faults.join('; ')}`);
  return parsed.data;
}

function faultsIn({ waiting, dispositions, canned }: ConsoleSettings): string[] {
  return [
    ...(waiting.red > waiting.amber ? [] : [`waiting.red: comes after amber, so it takes more than ${waiting.amber}`]),
    ...twice('dispositions', dispositions),
    ...twice('canned', canned),
  ];
}

const twice = (path: string, named: { name: string }[]): string[] =>
  named.flatMap(({ name }, index) =>
    named.findIndex((other) => other.name === name) < index ? [`${path}.${index}.name: "${name}" is there twice`] : [],
  );
