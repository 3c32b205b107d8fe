import { expect, test } from 'vitest';
import { define, play, publish, ringing, say, widget } from '../build.ts';

const call = () =>
  play(
    publish(
      define(
        widget(
          'it',
          'connect-virtual-agent',
          { connector: 'Agent', language: 'en', sentiment_analysis: true },
          { return: 'on', hangup: 'gone' },
        ),
        widget('on', 'say-play', { say: '{{widgets.it.VirtualAgentStatus}}' }),
        say('gone', 'gone'),
      ),
    ),
    ringing,
  );

test('connects the call and goes on, or knows that the caller has gone', () => {
  const caller = call();
  expect(caller.twiml).toBe(
    '<Connect action="flow:agent"><VirtualAgent connectorName="Agent" language="en" sentimentAnalysis="true"/></Connect>',
  );
  caller.back('agent', { VirtualAgentStatus: 'completed', CallStatus: 'in-progress' });
  expect(caller.twiml).toContain('completed');
  const gone = call();
  gone.back('agent', { CallStatus: 'completed' });
  expect(gone.texts).toEqual(['gone']);
});
