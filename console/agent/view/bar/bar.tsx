import { hintOf, withHint } from '../../keys.ts';
import { useConsole } from '../../state/context.ts';
import { changeTheme, theme } from '../../theme.ts';
import { Icon } from '../icon.tsx';
import { Account } from './account.tsx';
import { Connection } from './connection.tsx';
import { Load } from './load.tsx';
import { Presence } from './presence.tsx';
import { Queues } from './queues.tsx';
import { texts } from './texts.ts';

/** What is true of the agent and not of one conversation: presence, load, queues, connection. */
export function Bar({ title = 'Seaway' }: { title?: string | undefined }) {
  const { me, over } = useConsole();
  return (
    <header class="bar">
      <h1 class="bar-title">{title}</h1>
      <Presence />
      <Load />
      <Queues />
      <Connection />
      <div class="bar-end">
        {me.value.value?.role === 'supervisor' && <PageSwitch />}
        <button
          type="button"
          class="bar-button bar-search"
          title={withHint(texts.search, 'palette')}
          onClick={() => {
            over.value = 'palette';
          }}
        >
          <Icon name="search" />
          <span class="bar-word">{texts.search}</span>
          <kbd class="bar-word">{hintOf('palette')}</kbd>
        </button>
        <button
          type="button"
          class="bar-button"
          aria-label={texts.theme[theme.value]}
          title={texts.theme[theme.value]}
          onClick={changeTheme}
        >
          <Icon name={themeIcons[theme.value]} />
        </button>
        <button
          type="button"
          class="bar-button bar-keys"
          aria-label={texts.keys}
          title={withHint(texts.keys, 'sheet')}
          onClick={() => {
            over.value = 'keys';
          }}
        >
          <Icon name="question" />
        </button>
        <Account />
      </div>
    </header>
  );
}

const themeIcons = { system: 'contrast', light: 'sun', dark: 'moon' } as const;

/** A supervisor has two pages. */
function PageSwitch() {
  const { page } = useConsole();
  return (
    <fieldset class="switch" aria-label={texts.page}>
      {(['work', 'desk'] as const).map((name) => (
        <button
          key={name}
          type="button"
          class="switch-part"
          aria-pressed={page.value === name}
          onClick={() => {
            page.value = name;
          }}
        >
          {texts.pages[name]}
        </button>
      ))}
    </fieldset>
  );
}
