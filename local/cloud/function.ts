import { type Environment, startEnvironment } from './environment.ts';

export type FunctionSpec = {
  name: string;
  /** The file that exports `handler`. */
  bundle: string;
  handler: string;
  /** Milliseconds. */
  timeout: number;
  /** MiB; told to the function, not enforced. */
  memory: number;
  environment: Record<string, string>;
  output: (text: string) => void;
};

export type LocalFunction = {
  name: string;
  /** Loads it, as the first invocation would. */
  warm(): void;
  /** Invocations run side by side, as in several warm environments. Rejects when it throws, crashes or takes too long. */
  invoke(event: unknown): Promise<unknown>;
  close(): Promise<void>;
};

/** A function in an environment of its own. One that crashed or was late is replaced at the next invocation. */
export function openFunction(spec: FunctionSpec): LocalFunction {
  const environments: Environment[] = [];
  const environment = () => {
    const warm = environments.find(({ usable }) => usable());
    if (warm) return warm;
    const cold = startEnvironment(spec);
    environments.push(cold);
    return cold;
  };
  return {
    name: spec.name,
    warm: () => void environment(),
    invoke: (event) => environment().invoke(event),
    async close() {
      await Promise.all(environments.map(({ close }) => close()));
    },
  };
}
