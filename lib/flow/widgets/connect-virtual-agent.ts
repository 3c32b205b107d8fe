import * as z from 'zod';
import { requiredText, text } from '../properties.ts';
import { element, isOver } from '../twiml.ts';
import { agentOutputs, agentResult, connectTo } from '../virtual-agent.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

/** Connects the call to a virtual agent. https://www.twilio.com/docs/voice/twiml/connect/virtualagent */
export const connectVirtualAgent = defineVoiceWidget({
  type: 'connect-virtual-agent',
  summary: 'Connects the call to a virtual agent; the first version of the widget.',
  properties: z.object({
    connector: requiredText,
    language: text(),
    sentiment_analysis: text(),
    status_callback: text(),
  }),
  transitions: ['return', 'hangup'],
  outputs: agentOutputs,
  enter: (properties) => ({
    wait: 'voice',
    say: connectTo(
      'agent',
      element('VirtualAgent', {
        connectorName: properties.connector,
        language: properties.language,
        sentimentAnalysis: properties.sentiment_analysis,
        statusCallback: properties.status_callback,
      }),
    ),
  }),
  back(_, parameters) {
    const { output } = agentResult(parameters);
    return { output, leave: isOver(parameters) ? 'hangup' : 'return' };
  },
});
