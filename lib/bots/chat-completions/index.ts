import * as z from 'zod';
import { signedHeaders } from '../../aws/sign.ts';
import { Permanent } from '../../errors.ts';
import { readAnswer } from '../answer.ts';
import { credentialsSchema, defineBot } from '../bot.ts';
import { leaks } from './leak.ts';
import { messagesFor } from './messages.ts';
import { settingsSchema } from './settings.ts';
import { readSignals, tools } from './signals.ts';

const secretSchema = z.union([z.object({ key: z.string().min(1) }), credentialsSchema]);

const answerSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z
            .array(z.object({ function: z.object({ name: z.string(), arguments: z.string().optional() }) }))
            .nullish(),
        }),
      }),
    )
    .min(1),
});

/**
 * A language model behind any OpenAI-compatible chat endpoint, with a key, or Amazon Bedrock with the role of the function.
 * https://platform.openai.com/docs/api-reference/chat/create
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html
 */
export const chatCompletions = defineBot({
  kind: 'chat-completions',
  settings: settingsSchema,
  secret: secretSchema,
  permission: ({ aws, model }) =>
    aws && {
      action: 'bedrock:InvokeModel',
      service: 'bedrock',
      region: aws.region,
      account: '',
      resource: `foundation-model/${model}`,
    },
  async ask(message, settings, secret, http) {
    const { base, model, prompt, signals, options, aws } = settings;
    const url = `${base}/chat/completions`;
    const messages = messagesFor(message, settings.history > 0 ? await message.history() : [], settings);
    const body = JSON.stringify({ ...options, model, messages, ...(signals === 'tools' && { tools }) });
    const headers = { ...authorization(url, body, secret, aws), 'content-type': 'application/json' };
    const { choices } = readAnswer(await http({ method: 'POST', url, headers, body }), answerSchema);
    const { content, tool_calls: calls } = choices[0]?.message ?? {};
    const { text, state, reason } = readSignals(withoutThoughts(content ?? ''), calls ?? []);
    if (leaks(text, prompt.instructions)) throw new Permanent('the answer repeats the instructions: it was not sent');
    return { say: [text], state, data: { ...(reason && { reason }) } };
  },
});

function authorization(
  url: string,
  body: string,
  secret: z.infer<typeof secretSchema>,
  aws: { region: string } | undefined,
): Record<string, string> {
  if ('key' in secret) return { authorization: `Bearer ${secret.key}` };
  if (!aws)
    throw new Permanent('only a bot with the setting aws is opened by AWS credentials: give it a secret with a key');
  return signedHeaders({ method: 'POST', url, body }, secret, { ...aws, service: 'bedrock', now: Date.now() });
}

/** Some models think aloud before they answer, and one that was cut off may have done nothing else. */
const withoutThoughts = (content: string) => content.replace(/<(think|thinking|reasoning)>[\s\S]*?(?:<\/\1>|$)/gi, '');
