import { useSignal } from '@preact/signals';
import { useConsole } from '../../state/context.ts';
import { Refusal } from '../refusal.tsx';
import { texts } from './texts.ts';

const acts = ['listen', 'whisper', 'barge', 'hang-up'] as const;

/** What a supervisor can do to a call that goes on: they are called on their own telephone. Nothing where there is no call. */
export function Listening({ thread }: { thread: string }) {
  const { conversation, call, refusals, me } = useConsole();
  const busy = useSignal(false);
  const { handOff } = conversation(thread).value.value ?? {};
  const isMine = handOff?.worker?.sid === me.value.value?.worker.sid;
  if (!thread.startsWith('voice:') || handOff?.state !== 'accepted' || isMine) return null;
  const act = async (type: (typeof acts)[number]) => {
    busy.value = true;
    await call(thread, { type });
    busy.value = false;
  };
  return (
    <fieldset class="desk-listening" aria-label={texts.call}>
      {acts.map((type) => (
        <button
          key={type}
          type="button"
          class="button"
          disabled={busy.value}
          title={texts.acts[type].title}
          onClick={() => void act(type)}
        >
          {texts.acts[type].words}
        </button>
      ))}
      <Refusal why={refusals.value.phone} />
    </fieldset>
  );
}
