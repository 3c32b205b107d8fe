import { useEffect } from 'preact/hooks';
import { listenToKeys } from './keys.ts';
import { ringFor } from './ring/ring.ts';
import { useConsole } from './state/context.ts';
import { texts } from './texts.ts';
import { keepTheme } from './theme.ts';
import { Bar } from './view/bar/bar.tsx';
import { Ended } from './view/bar/ended.tsx';
import { PhoneBar } from './view/bar/phone-bar.tsx';
import { ConversationView } from './view/conversation/index.tsx';
import { CustomerPanel } from './view/customer/index.tsx';
import { DeskPage } from './view/desk/index.tsx';
import { Feet } from './view/feet.tsx';
import { Palette } from './view/palette/index.tsx';
import { WorkColumn } from './view/work/index.tsx';

/** The whole page: the bar, three columns or the supervisor's page, and what lies over them. */
export function App() {
  const console = useConsole();
  const { me, page } = console;
  const { accent, title } = me.value.value?.settings ?? {};
  useEffect(() => listenToKeys(console), [console]);
  useEffect(() => ringFor(console), [console]);
  useEffect(keepTheme, []);
  useEffect(() => {
    if (accent) document.documentElement.style.setProperty('--accent', accent);
  }, [accent]);

  return (
    <div class="console">
      <Bar title={title} />
      <div class="notices">
        <Ended />
        <PhoneBar />
      </div>
      {page.value === 'desk' ? (
        <main class="page-desk">
          <DeskPage />
        </main>
      ) : (
        <Columns />
      )}
      <Feet />
      <Palette />
    </div>
  );
}

/** Beside each other; on a telephone one of them. */
function Columns() {
  const { column } = useConsole();
  const lookOf = (name: typeof column.value) => `column-${name} ${column.value === name ? 'is-shown' : ''}`;
  return (
    <div class="columns">
      <nav class={lookOf('work')} aria-label={texts.columns.work}>
        <WorkColumn />
      </nav>
      <main class={lookOf('conversation')}>
        <ConversationView />
      </main>
      <aside class={lookOf('customer')} aria-label={texts.columns.customer}>
        <CustomerPanel />
      </aside>
    </div>
  );
}
