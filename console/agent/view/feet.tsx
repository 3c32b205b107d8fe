import { useConsole } from '../state/context.ts';
import { texts } from '../texts.ts';

const columns = ['work', 'conversation', 'customer'] as const;

/** The bar at the foot of a telephone: one column at a time. */
export function Feet() {
  const { column, page, shown, work, unread } = useConsole();
  if (page.value === 'desk') return null;
  const { offers = [], tasks = [] } = work.value.value ?? {};
  const news = offers.length + tasks.reduce((sum, task) => sum + unread(task), 0);
  return (
    <nav class="feet" aria-label={texts.columns.name}>
      {columns.map((name) => (
        <button
          key={name}
          type="button"
          class="foot"
          aria-current={column.value === name ? 'page' : undefined}
          disabled={name !== 'work' && shown.value === undefined}
          onClick={() => {
            column.value = name;
          }}
        >
          {texts.columns[name]}
          {name === 'work' && news > 0 && <span class="count">{news}</span>}
        </button>
      ))}
    </nav>
  );
}
