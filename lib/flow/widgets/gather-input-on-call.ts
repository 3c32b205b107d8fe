import * as z from 'zod';
import { text, whole } from '../properties.ts';
import { speechOf, speechProperties } from '../speech.ts';
import { element } from '../twiml.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** Asks the caller for keys or words. https://www.twilio.com/docs/studio/widget-library/gather-input-call */
export const gatherInputOnCall = defineVoiceWidget({
  type: 'gather-input-on-call',
  summary: 'Asks the caller to press keys or to speak.',
  properties: z.object({
    ...speechProperties,
    timeout: whole(5, 0, 30),
    stop_gather: text('true'),
    finish_on_key: text('#'),
    number_of_digits: whole(0, 0, 30),
    hints: text(),
    gather_language: text('en-US'),
    speech_timeout: text('auto'),
    speech_model: text(),
    profanity_filter: text('true'),
  }),
  ignores: ['save_response_as'],
  transitions: ['keypress', 'speech', 'timeout'],
  outputs: ['Digits', 'SpeechResult', 'Confidence', 'CallSid', 'CallStatus', 'From', 'To'],
  enter(properties) {
    const gather = element(
      'Gather',
      {
        input: 'dtmf speech',
        action: 'flow:gathered',
        timeout: properties.timeout,
        numDigits: properties.number_of_digits || undefined,
        hints: properties.hints,
        language: properties.gather_language,
        speechTimeout: properties.speech_timeout,
        speechModel: properties.speech_model,
        profanityFilter: properties.profanity_filter,
      },
      speechOf(properties),
    );
    // An empty finishOnKey says that no key ends the input, so it cannot be left out.
    const finishOnKey = properties.stop_gather === 'true' ? properties.finish_on_key : '';
    return {
      wait: 'voice',
      say: [{ ...gather, attributes: { ...gather.attributes, finishOnKey } }],
      otherwise: 'timeout',
    };
  },
  back(_, parameters) {
    if (parameters.Digits) return { output: parameters, leave: 'keypress' };
    return parameters.SpeechResult ? { output: parameters, leave: 'speech' } : { leave: 'timeout' };
  },
});
