import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import { useConsole } from '../../state/context.ts';
import { Agents } from './agents.tsx';
import { Beside } from './beside.tsx';
import { Letters } from './letters.tsx';
import { type Open, useOpened } from './opened.ts';
import { Queues } from './queues.tsx';
import { texts } from './texts.ts';
import { Waiting } from './waiting.tsx';

/** The supervisors' page: how queues and agents do, who waits, and what could not be worked on. A conversation opens beside it. */
export function DeskPage() {
  const { desk } = useConsole();
  const { value, failed } = desk.value;
  const { isOpen, open, close } = useOpened();
  return (
    <div class={isOpen ? 'desk is-beside' : 'desk'}>
      <div class="desk-figures">
        <h1 class="hidden">{texts.title}</h1>
        {failed !== undefined && <Failed why={failed} isOld={value !== undefined} />}
        {value && <Figures desk={value} open={open} />}
        {!value && failed === undefined && <Loading />}
      </div>
      {isOpen && <Beside close={close} />}
    </div>
  );
}

function Figures({ desk, open }: { desk: Desk; open: Open }) {
  return (
    <>
      <Queues desk={desk} />
      <Waiting waiting={desk.waiting} open={open} />
      <Agents agents={desk.agents} open={open} />
      <Letters letters={desk.letters} open={open} />
    </>
  );
}

function Failed({ why, isOld }: { why: string; isOld: boolean }) {
  const { refresh } = useConsole();
  return (
    <p class="desk-failed" role="status">
      {isOld ? texts.stale : texts.failed} {why}{' '}
      <button type="button" class="link" onClick={refresh}>
        {texts.again}
      </button>
    </p>
  );
}

function Loading() {
  return (
    <div role="status">
      <span class="hidden">{texts.loading}</span>
      {[1, 2, 3, 4, 5, 6].map((line) => (
        <div key={line} class="skeleton desk-skeleton" />
      ))}
    </div>
  );
}
