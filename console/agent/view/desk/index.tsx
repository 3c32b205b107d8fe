import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import { useConsole } from '../../state/context.ts';
import { Failed } from '../failed.tsx';
import { Loading } from '../loading.tsx';
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
        {failed !== undefined && (
          <Failed words={value ? texts.stale(failed) : texts.failed(failed)} isOld={value !== undefined} />
        )}
        {value && <Figures desk={value} open={open} />}
        {!value && failed === undefined && <Loading of="desk" words={texts.loading} lines={6} />}
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
