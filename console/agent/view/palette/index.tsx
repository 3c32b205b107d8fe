import { useConsole } from '../../state/context.ts';
import { Finder } from './finder.tsx';
import { Sheet } from './sheet.tsx';

/** What lies over the page: the field that finds everything (Ctrl+K), or the sheet of keys (?). */
export function Palette() {
  const { over } = useConsole();
  const close = () => {
    over.value = undefined;
  };
  if (over.value === 'palette') return <Finder close={close} />;
  return over.value === 'keys' ? <Sheet close={close} /> : null;
}
