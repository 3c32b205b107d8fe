import { withHint } from '../../keys.ts';
import { askToNotify } from '../../ring/notify.ts';
import { useConsole } from '../../state/context.ts';
import { lasted } from '../../times.ts';
import { Refusal } from '../refusal.tsx';
import { texts } from './texts.ts';

/** More than this many activities are chosen from a list. */
const beside = 4;

/** Whether the agent is there, since when, and one click to change it. Where there is little room it is a list. */
export function Presence() {
  const { me, now, refusals, setPresence } = useConsole();
  const { activity, activities = [] } = me.value.value ?? {};
  if (!activity) return <div class="presence skeleton" />;
  const since = lasted(now.value - activity.since);
  const name = texts.presence(activity.name, since);
  // Only somebody who has just clicked can be asked whether they want to be notified.
  const choose = (chosen: string) => {
    askToNotify();
    if (chosen !== activity.name) void setPresence(chosen);
  };
  return (
    <div class={`presence ${activity.available ? 'is-available' : ''} ${activities.length > beside ? 'is-list' : ''}`}>
      <fieldset class="switch presence-parts" aria-label={texts.presences}>
        {activities.map((one) => {
          const isIt = one.name === activity.name;
          return (
            <button
              key={one.name}
              type="button"
              class={`switch-part presence-part ${one.available ? 'is-available' : ''}`}
              aria-pressed={isIt}
              data-command={isIt ? 'presence' : undefined}
              title={withHint(one.name, 'presence')}
              onClick={() => choose(one.name)}
            >
              {one.name}
              {isIt && <span class="presence-since"> {since}</span>}
            </button>
          );
        })}
      </fieldset>
      <select
        class="presence-list"
        aria-label={name}
        data-command="presence"
        value={activity.name}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {activities.map((one) => (
          <option key={one.name}>{one.name}</option>
        ))}
      </select>
      <Refusal why={refusals.value.presence} />
    </div>
  );
}
