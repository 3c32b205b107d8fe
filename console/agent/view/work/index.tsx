import { useSignal } from '@preact/signals';
import { useConsole } from '../../state/context.ts';
import { inOrder } from '../../state/order.ts';
import { texts } from '../../texts.ts';
import { fill } from '../../words.ts';
import { Lost } from './lost.tsx';
import { OfferView } from './offer.tsx';
import { ParkedView } from './parked.tsx';
import { useSteady } from './steady.ts';
import { TaskView } from './task.tsx';

/** The left column: what rings, what is open, what is set aside. While the pointer is on it, nothing in it moves. */
export function WorkColumn() {
  const { work, now } = useConsole();
  const isOver = useSignal(false);
  const { value, failed } = work.value;
  const live = value?.offers.filter(({ lapsesAt }) => lapsesAt > now.value) ?? [];
  const offers = useSteady(live, ({ reservation }) => reservation, isOver.value);
  const tasks = useSteady(inOrder(value?.tasks ?? []), ({ taskSid }) => taskSid, isOver.value);

  if (!value) return failed === undefined ? <Loading /> : <Failed reason={failed} />;
  return (
    <div
      class="work"
      onPointerEnter={({ pointerType }) => {
        isOver.value = pointerType === 'mouse';
      }}
      onPointerLeave={() => {
        isOver.value = false;
      }}
    >
      {failed !== undefined && <Failed reason={failed} />}
      <Lost offers={offers.all.map(({ item }) => item)} />
      {offers.all.length > 0 && (
        <section aria-label={texts.work.offers}>
          <ul class="offers">
            {offers.all.map(({ item, gone }) => (
              <OfferView key={item.reservation} offer={item} gone={gone} />
            ))}
          </ul>
        </section>
      )}
      <section aria-label={texts.work.tasks}>
        {tasks.all.length + offers.all.length + offers.late.length === 0 && <Empty />}
        <ul class="tasks">
          {[...tasks.all, ...tasks.late.map((item) => ({ item, gone: false }))].map(({ item, gone }) => (
            <TaskView key={item.taskSid} task={item} gone={gone} />
          ))}
        </ul>
      </section>
      {value.parked.length > 0 && (
        <details class="parked">
          <summary class="work-title">
            {texts.work.parked} <span class="count count-quiet">{value.parked.length}</span>
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
          {offers.late.map((offer) => (
            <OfferView key={offer.reservation} offer={offer} gone={false} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Empty() {
  const { activity } = useConsole().me.value.value ?? {};
  if (!activity || activity.available) return <p class="sentence">{texts.work.empty}</p>;
  return <p class="sentence">{fill(texts.work.away, { activity: activity.name })}</p>;
}

function Failed({ reason }: { reason: string }) {
  const { refresh } = useConsole();
  return (
    <div class="sentence" role="alert">
      <p>{fill(texts.work.failed, { reason })}</p>
      <button type="button" class="button" onClick={refresh}>
        {texts.again}
      </button>
    </div>
  );
}

const Loading = () => (
  <div class="work-loading" role="status" aria-label={texts.work.loading}>
    {[0, 1, 2].map((row) => (
      <div key={row} class="skeleton" />
    ))}
  </div>
);
