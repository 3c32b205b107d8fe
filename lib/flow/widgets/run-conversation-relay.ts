import * as z from 'zod';
import { pairs, requiredText, text } from '../properties.ts';
import { element, named } from '../twiml.ts';
import { connectTo } from '../virtual-agent.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** Connects the call to a WebSocket that reads and writes text. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay */
export const runConversationRelay = defineVoiceWidget({
  type: 'run-conversation-relay',
  summary: 'Connects the call to a program of yours that hears and speaks in text.',
  properties: z.object({
    url: requiredText,
    welcome_greeting: text(),
    tts_provider: text(),
    voice: text(),
    language: text(),
    transcription_provider: text(),
    speech_model: text(),
    dtmf_detection: text(),
    interruptible: text(),
    parameters: pairs,
  }),
  transitions: ['success', 'failed'],
  outputs: ['HandoffData', 'SessionId', 'SessionStatus', 'SessionDuration'],
  enter(properties) {
    if (!/^wss:\/\//i.test(properties.url))
      return { leave: 'failed', reason: 'The address does not begin with wss://.' };
    const relay = element(
      'ConversationRelay',
      {
        url: properties.url,
        welcomeGreeting: properties.welcome_greeting,
        ttsProvider: properties.tts_provider,
        voice: properties.voice,
        language: properties.language,
        transcriptionProvider: properties.transcription_provider,
        speechModel: properties.speech_model,
        dtmfDetection: properties.dtmf_detection,
        interruptible: properties.interruptible,
      },
      named('Parameter', properties.parameters),
    );
    return { wait: 'voice', say: connectTo('relayed', relay) };
  },
  back(_, parameters) {
    if (parameters.SessionStatus !== 'failed') return { output: parameters, leave: 'success' };
    const reason = String(parameters.ErrorMessage ?? 'The session failed.');
    return { output: parameters, leave: 'failed', reason };
  },
});
