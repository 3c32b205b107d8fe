import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { answerSchema, type Call } from './function-call.ts';

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
  /** Starts its worker thread, as the first invocation would. */
  warm(): void;
  /** Invocations run side by side, as in several warm environments. Rejects when it throws, crashes or takes too long. */
  invoke(event: unknown): Promise<unknown>;
  close(): Promise<void>;
};

/** A function that runs in a worker thread. A thread that crashed or hung is replaced at the next invocation. */
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

type Environment = ReturnType<typeof startEnvironment>;
type Pending = { settle(outcome: { result: unknown } | { error: Error }): void };

function startEnvironment({ name, bundle, handler, timeout, memory, environment, output }: FunctionSpec) {
  const thread = new Worker(new URL('worker.ts', import.meta.url), {
    name,
    workerData: { bundle, handler },
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const pending = new Map<string, Pending>();
  let usable = true;
  let fault = 'it was closed';

  thread.stdout.on('data', (chunk: Buffer) => output(chunk.toString()));
  thread.stderr.on('data', (chunk: Buffer) => output(chunk.toString()));
  thread.on('message', (message: unknown) => {
    const answer = answerSchema.parse(message);
    pending.get(answer.id)?.settle('error' in answer ? { error: Object.assign(new Error(), answer.error) } : answer);
  });
  thread.on('error', (error) => {
    fault = String(error);
  });
  thread.on('exit', () => {
    usable = false;
    const error = new Error(`the function ${name} crashed: ${fault}`);
    for (const { settle } of pending.values()) settle({ error });
  });

  return {
    usable: () => usable,
    close: async () => {
      await thread.terminate();
    },
    invoke: (event: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        const id = randomUUID();
        const late = setTimeout(() => {
          // Lambda kills an environment that is late. This thread may hold other invocations: it ends with the last.
          usable = false;
          pending.get(id)?.settle({ error: new Error(`the function ${name} timed out after ${timeout / 1_000} s`) });
        }, timeout);
        pending.set(id, {
          settle(outcome) {
            clearTimeout(late);
            pending.delete(id);
            if (!usable && pending.size === 0) void thread.terminate();
            if ('error' in outcome) reject(outcome.error);
            else resolve(outcome.result);
          },
        });
        thread.postMessage({
          id,
          event,
          context: contextOf(name, id, memory),
          deadline: Date.now() + timeout,
        } satisfies Call);
      }),
  };
}

const contextOf = (name: string, id: string, memory: number) => ({
  awsRequestId: id,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  memoryLimitInMB: String(memory),
  logGroupName: `/local/${name}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
});
