import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { useConsole } from '../../state/context.ts';
import { localTime } from '../../times.ts';
import { languageName } from '../../words.ts';
import { Vip } from '../vip.tsx';
import { texts } from './texts.ts';

/** The customer's name, whether they matter more, what they speak and what time it is where they are. */
export function Who({ customer: { name, vip, language, zone } }: { customer: CustomerView }) {
  const { now } = useConsole();
  const time = zone === undefined ? undefined : localTime(now.value, zone);
  return (
    <header class="customer-who">
      <h2>
        <bdi>{name}</bdi>
        {vip && <Vip />}
      </h2>
      <p>
        {language === undefined ? texts.unknownLanguage : languageName(language)}
        {time !== undefined && <span title={zone}> · {texts.localTime(time)}</span>}
      </p>
    </header>
  );
}
