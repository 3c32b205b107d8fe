import { withHint } from '../../keys.ts';
import { useConsole } from '../../state/context.ts';
import { texts } from '../../texts.ts';
import { counted, fill } from '../../words.ts';
import { Icon } from '../icon.tsx';

/** What a telephone in the page would do; today the agent's own does it. */
const onTelephone = ['mute', 'hold', 'keypad', 'transfer'] as const;

/** The call that the agent has, over everything: with whom, how long, and its end. */
export function PhoneBar() {
  const { work, now, shown, column, page, deed } = useConsole();
  const call = work.value.value?.tasks.find((task) => task.call && task.state === 'accepted');
  if (!call) return null;
  const { thread, customer, acceptedAt } = call;
  const open = () => {
    shown.value = thread;
    column.value = 'conversation';
    page.value = 'work';
  };
  return (
    <section class="phone-bar" aria-label={texts.phone.name}>
      <Icon name="phone" />
      <button type="button" class="phone-who" onClick={open} dir="auto">
        {fill(texts.phone.with, { name: customer.name })}
      </button>
      <span class="phone-time" role="timer">
        {counted(now.value - acceptedAt)}
      </span>
      <div class="phone-deeds">
        {onTelephone.map((name) => (
          <button
            key={name}
            type="button"
            class="phone-deed"
            aria-disabled="true"
            title={`${texts.phone[name]}: ${texts.phone.byPhone}`}
          >
            <Icon name={icons[name]} />
            <span class="phone-word">{texts.phone[name]}</span>
          </button>
        ))}
        <button
          type="button"
          class="phone-deed phone-end"
          title={withHint(texts.phone.hangUp, 'wrap-up')}
          onClick={() => void deed(thread, { type: 'wrap' })}
        >
          <Icon name="hangup" />
          <span class="phone-word">{texts.phone.hangUp}</span>
        </button>
      </div>
    </section>
  );
}

const icons = { mute: 'mute', hold: 'pause', keypad: 'keypad', transfer: 'transfer' } as const;
