import type { Deed } from '../deeds.ts';
import type { ShownCall } from '../protocol.ts';
import { ringsAtCustomer } from './call-state.tsx';
import { Icon } from './icons.tsx';

type CallButtonsProps = {
  call: ShownCall | undefined;
  busy: boolean;
  callOurs: () => void;
  act: (deed: Deed) => void;
};

/** To begin, answer and end a call. */
export function CallButtons({ call, busy, callOurs, act }: CallButtonsProps) {
  if (!call)
    return (
      <div class="call-buttons">
        <button key="call" type="button" class="take" disabled={busy} onClick={callOurs}>
          <Icon name="call" /> Call
        </button>
      </div>
    );
  const rings = ringsAtCustomer(call);
  const patient = call.waitsAt === 'Gather' || call.waitsAt === 'Record';
  return (
    <div class="call-buttons">
      {rings && (
        <button key="answer" type="button" class="take" disabled={busy} onClick={() => act({ type: 'answer' })}>
          <Icon name="call" /> Answer
        </button>
      )}
      {patient && (
        <button key="silence" type="button" disabled={busy} onClick={() => act({ type: 'keep-silent' })}>
          Keep silent
        </button>
      )}
      <button key="end" type="button" class="end" onClick={() => act({ type: rings ? 'decline' : 'hang-up' })}>
        <Icon name="hang-up" /> {rings ? 'Decline' : 'Hang up'}
      </button>
    </div>
  );
}
