import type { ShownCall, Step } from '../protocol.ts';
import { endings } from './call-state.tsx';
import { Icon } from './icons.tsx';
import { Raw } from './raw.tsx';
import { since, timeOf } from './times.ts';

/** A call from its beginning: what the customer did, and what was heard then. */
export function CallLog({ call: { steps, began, ended, state } }: { call: ShownCall }) {
  return (
    <>
      {steps.map((step) => (
        <CallStep key={step.id} step={step} />
      ))}
      {ended !== undefined && state !== 'ringing' && state !== 'in-progress' && (
        <li class="happening">
          <p class="happened">
            {endings[state]}
            {state === 'completed' && ` after ${since(began, ended)}`}
          </p>
        </li>
      )}
    </>
  );
}

function CallStep({ step: { at, by, text, heard, exchanges, fault } }: { step: Step }) {
  return (
    <>
      <li class={by === 'customer' ? 'message from-customer' : 'happening'}>
        <p class={by === 'customer' ? 'bubble text' : 'happened'}>{text}</p>
        <Raw of="webhook and TwiML" wire={exchanges.map(wireOf).join('\n\n')}>
          <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
          {fault && (
            <span class="refused">
              <Icon name="fault" /> {fault}
            </span>
          )}
        </Raw>
      </li>
      {heard.map((sound, index) => (
        <li key={index} class="message from-business">
          <p class="bubble text">
            <Sound sound={sound} />
          </p>
        </li>
      ))}
    </>
  );
}

/** What was said is words; what was played is in brackets. */
function Sound({ sound }: { sound: string }) {
  const [, tones] = /^\[tones (.+)\]$/.exec(sound) ?? [];
  const [, url] = /^\[(https?:\/\/\S+)\]$/.exec(sound) ?? [];
  if (tones) return <span class="tones">♪ {tones}</span>;
  if (!url) return sound;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      <Icon name="sound" title="Played" /> {url}
    </a>
  );
}

function wireOf({ url, parameters, status, twiml }: Step['exchanges'][number]): string {
  const told = Object.entries(parameters).map(([name, value]) => `${name}: ${value}`);
  return [url, ...told, '', String(status), twiml.replaceAll('><', '>\n<')].join('\n');
}
