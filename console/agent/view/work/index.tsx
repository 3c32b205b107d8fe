import { useConsole } from '../../state/context.ts';
import { inOrder } from '../../state/order.ts';
import { Failed } from '../failed.tsx';
import { Loading } from '../loading.tsx';
import { usePointer, useSteady } from '../steady.ts';
import { Lost } from './lost.tsx';
import { OfferView } from './offer.tsx';
import { ParkedView } from './parked.tsx';
import { TaskView } from './task.tsx';
import { texts } from './texts.ts';

/** The left column: what rings, what is open, what is set aside. While the pointer is on it, nothing in it moves. */
export function WorkColumn() {
  const { work, now } = useConsole();
  const { isOver, handlers } = usePointer();
  const { value, failed } = work.value;
  const live = value?.offers.filter(({ lapsesAt }) => lapsesAt > now.value) ?? [];
  const offers = useSteady(live, ({ reservation }) => reservation, isOver.value);
  const tasks = useSteady(inOrder(value?.tasks ?? []), ({ taskSid }) => taskSid, isOver.value);

  if (!value)
    return failed === undefined ? (
      <Loading of="work" words={texts.loading} lines={3} />
    ) : (
      <Failed words={texts.failed(failed)} isOld={false} />
    );
  return (
    <div class="work" {...handlers}>
      {failed !== undefined && <Failed words={texts.failed(failed)} isOld />}
      <Lost offers={offers.all.map(({ item }) => item)} />
      {offers.all.length > 0 && (
        <section aria-label={texts.offers}>
          <ul class="offers">
            {offers.all.map(({ item, gone }) => (
              <OfferView key={item.reservation} offer={item} gone={gone} />
            ))}
          </ul>
        </section>
      )}
      <section aria-label={texts.tasks}>
        {tasks.all.length + offers.all.length + offers.late.length === 0 && <Empty />}
        <ul class="tasks">
          {[...tasks.all, ...tasks.late].map(({ item, gone }) => (
            <TaskView key={item.taskSid} task={item} gone={gone} />
          ))}
        </ul>
      </section>
      {value.parked.length > 0 && (
        <details class="parked">
          <summary class="work-title">
            {texts.parked} <span class="count count-quiet">{value.parked.length}</span>
          </summary>
          <ul>
            {value.parked.map((parked) => (
              <ParkedView key={parked.thread} parked={parked} />
            ))}
          </ul>
        </details>
      )}
      {offers.late.length > 0 && (
        <ul class="offers offers-late">
          {offers.late.map(({ item, gone }) => (
            <OfferView key={item.reservation} offer={item} gone={gone} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Empty() {
  const { activity } = useConsole().me.value.value ?? {};
  if (!activity || activity.available) return <p class="sentence">{texts.empty}</p>;
  return <p class="sentence">{texts.away(activity.name)}</p>;
}
