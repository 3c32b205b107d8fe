import { useEffect, useReducer } from 'preact/hooks';
import { fold, nothing, type Shown } from './fold.ts';

/** How soon a stream is asked for again that a browser has given up, in milliseconds. */
const pause = 2000;

/** What the server has told so far. A lost stream is opened again by itself, and starts with all there is. */
export function useTold(): Shown {
  const [shown, take] = useReducer(fold, nothing);
  useEffect(() => {
    let events: EventSource;
    let timer: number | undefined;
    const open = () => {
      events = new EventSource('/events');
      events.onmessage = ({ data }) => take(JSON.parse(data));
      events.onerror = () => {
        take('lost');
        if (events.readyState === EventSource.CLOSED) timer = window.setTimeout(open, pause);
      };
    };
    open();
    return () => {
      window.clearTimeout(timer);
      events.close();
    };
  }, []);
  return shown;
}
