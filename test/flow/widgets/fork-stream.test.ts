import { expect, test } from 'vitest';
import { define, play, publish, ringing, widget } from '../build.ts';

const call = (properties: Record<string, unknown>) =>
  play(
    publish(
      define(widget('it', 'fork-stream', properties, { next: 'on' }), widget('on', 'say-play', { say: 'Go on.' })),
    ),
    ringing,
  );
const then = '<Redirect>flow:next</Redirect>';

test.each([
  [
    {
      stream_action: 'start',
      stream_name: 'copy',
      stream_url: 'wss://a.example',
      stream_track: 'both_tracks',
      stream_parameters: [{ key: 'a', value: 1 }],
    },
    '<Start><Stream name="copy" url="wss://a.example" track="both_tracks"><Parameter name="a" value="1"/></Stream></Start>',
  ],
  [
    { stream_action: 'start', stream_transport_type: 'siprec', stream_connector: 'Recorder', stream_url: 'wss://x' },
    '<Start><Siprec connectorName="Recorder"/></Start>',
  ],
  [{ stream_action: 'stop', stream_name: 'copy' }, '<Stop><Stream name="copy"/></Stop>'],
  [
    { stream_action: 'stop', stream_transport_type: 'siprec', stream_name: 'copy' },
    '<Stop><Siprec name="copy"/></Stop>',
  ],
])('%j', (properties, twiml) => {
  const caller = call(properties);
  expect(caller.twiml).toBe(twiml + then);
  caller.back('next');
  expect(caller.twiml).toContain('Go on.');
});
