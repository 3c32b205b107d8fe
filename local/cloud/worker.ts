// Runs inside a worker thread: one function's bundle, called by message.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { callSchema } from './function-call.ts';

const { bundle, handler: name } = z.object({ bundle: z.string(), handler: z.string() }).parse(workerData);
const module: unknown = await import(pathToFileURL(bundle).href);
const handler = z.record(z.string(), z.unknown()).parse({ ...Object(module) })[name];
if (typeof handler !== 'function') throw new Error(`${bundle} exports no function called ${name}`);

parentPort?.on('message', async (message: unknown) => {
  const { id, event, context, deadline } = callSchema.parse(message);
  const whole = { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) };
  try {
    const result: unknown = await Reflect.apply(handler, undefined, [event, whole]);
    // JSON, as Lambda does it: what cannot be written down fails here and not at the reader.
    parentPort?.postMessage({ id, result: result === undefined ? null : JSON.parse(JSON.stringify(result)) });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    parentPort?.postMessage({ id, error: { name: error.name, message: error.message, stack: error.stack } });
  }
});
parentPort?.postMessage({ ready: true });
