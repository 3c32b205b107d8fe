import * as z from 'zod';
import { pairs, text } from '../properties.ts';
import { element, named } from '../twiml.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** Sends what is heard on the call elsewhere too, or stops that. https://www.twilio.com/docs/studio/widget-library/fork-stream */
export const forkStream = defineVoiceWidget({
  type: 'fork-stream',
  summary: 'Sends the sound of the call to a WebSocket or a SIPREC recorder as well, or stops that.',
  properties: z.object({
    stream_action: text('start').pipe(z.enum(['start', 'stop'], 'must be start or stop')),
    stream_name: text(),
    stream_transport_type: text('websocket'),
    stream_url: text(),
    stream_track: text(),
    stream_connector: text(),
    stream_connector_name: text(),
    stream_parameters: pairs,
  }),
  transitions: ['next'],
  enter(properties) {
    const { stream_action: action, stream_name: name, stream_transport_type: transport } = properties;
    const noun = transport === 'siprec' ? 'Siprec' : 'Stream';
    if (action === 'stop')
      return { wait: 'voice', say: [element('Stop', {}, [element(noun, { name })])], otherwise: 'next' };
    const stream = element(
      noun,
      {
        name,
        url: noun === 'Stream' ? properties.stream_url : undefined,
        connectorName: properties.stream_connector || properties.stream_connector_name,
        track: properties.stream_track,
      },
      named('Parameter', properties.stream_parameters),
    );
    return { wait: 'voice', say: [element('Start', {}, [stream])], otherwise: 'next' };
  },
  back: () => ({ leave: 'next' }),
});
