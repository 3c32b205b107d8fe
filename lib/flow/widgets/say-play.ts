import * as z from 'zod';
import { text } from '../properties.ts';
import { speechOf, speechProperties } from '../speech.ts';
import { element } from '../twiml.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** Speaks, plays a recording or presses keys. https://www.twilio.com/docs/studio/widget-library/sayplay */
export const sayPlay = defineVoiceWidget({
  type: 'say-play',
  summary: 'Speaks to the caller, plays a recording, or presses keys.',
  properties: z.object({ ...speechProperties, digits: text() }),
  transitions: ['audioComplete'],
  differences: ['With nothing to play it goes on at once.'],
  enter({ digits, ...speech }) {
    const said = speechOf(speech);
    const say = said.length > 0 || digits === '' ? said : [element('Play', { digits })];
    return say.length > 0 ? { wait: 'voice', say, otherwise: 'audioComplete' } : { leave: 'audioComplete' };
  },
  back: () => ({ leave: 'audioComplete' }),
});
