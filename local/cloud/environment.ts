import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './function.ts';
import { answerSchema, type Call } from './function-call.ts';

export type Environment = {
  /** False once it crashed or was late. */
  usable(): boolean;
  invoke(event: unknown): Promise<unknown>;
  close(): Promise<void>;
};

type Settle = (outcome: { result: unknown } | { error: Error }) => void;

/** Milliseconds that Lambda gives a function to load; its timeout counts from then on. */
const loadTimeout = 10_000;

/** A worker thread with the bundle of one function, loaded at once. */
export function startEnvironment({
  name,
  bundle,
  handler,
  timeout,
  memory,
  environment,
  output,
}: FunctionSpec): Environment {
  const thread = new Worker(new URL('worker.ts', import.meta.url), {
    name,
    workerData: { bundle, handler },
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const pending = new Map<string, Settle>();
  let usable = true;
  let gone = false;
  let fault = 'its thread ended';
  const loaded = Promise.withResolvers<void>();
  const slow = setTimeout(() => end('it did not load within 10 s'), loadTimeout);

  thread.stdout.on('data', (chunk: Buffer) => output(chunk.toString()));
  thread.stderr.on('data', (chunk: Buffer) => output(chunk.toString()));
  thread.on('message', (message: unknown) => {
    const answer = answerSchema.parse(message);
    if ('ready' in answer) loaded.resolve();
    else pending.get(answer.id)?.('error' in answer ? { error: Object.assign(new Error(), answer.error) } : answer);
  });
  thread.on('error', (error) => end(String(error)));
  thread.on('exit', () => {
    usable = false;
    gone = true;
    for (const settle of pending.values()) settle({ error: crash() });
    loaded.resolve();
  });
  void loaded.promise.then(() => clearTimeout(slow));

  return {
    usable: () => usable,
    async invoke(event) {
      await loaded.promise;
      return exchange(event);
    },
    async close() {
      await thread.terminate();
    },
  };

  function exchange(event: unknown): Promise<unknown> {
    const id = randomUUID();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const late = setTimeout(() => {
      // Lambda kills an environment that is late. This thread may hold other invocations: it ends with the last.
      usable = false;
      pending.get(id)?.({ error: new Error(`the function ${name} timed out after ${timeout / 1_000} s`) });
    }, timeout);
    pending.set(id, (outcome) => {
      clearTimeout(late);
      pending.delete(id);
      if (!usable && pending.size === 0) void thread.terminate();
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.result);
    });
    const call: Call = { id, event, context: contextOf(name, id, memory), deadline: Date.now() + timeout };
    if (gone) pending.get(id)?.({ error: crash() });
    else thread.postMessage(call);
    return promise;
  }

  function end(reason: string): void {
    fault = reason;
    void thread.terminate();
  }

  function crash(): Error {
    return new Error(`the function ${name} crashed: ${fault}`);
  }
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
