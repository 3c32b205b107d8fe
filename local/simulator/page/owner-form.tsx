import { useState } from 'preact/hooks';
import type { Agent } from '../protocol.ts';
import { Fault, useAct } from './use-act.tsx';

/** Where an agent says that the customer of a thread owns a phone number, after making sure of it. */
export function OwnerForm({ agent, thread }: { agent: Agent; thread: string }) {
  const [phone, setPhone] = useState('');
  const [proven, setProven] = useState('');
  const { busy, fault, run } = useAct();
  const prove = async () => {
    const number = phone.replaceAll(/[\s()-]/g, '');
    if (await run({ type: 'prove', id: crypto.randomUUID(), worker: agent.sid, thread, phone: number })) {
      setProven(number);
      setPhone('');
    }
  };
  return (
    <details class="owner">
      <summary>This is the owner of …</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void prove();
        }}
      >
        <label>
          Phone number
          <input
            type="tel"
            required
            placeholder="+41790000001"
            value={phone}
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={busy}>
          I made sure
        </button>
      </form>
      <Fault sentence={fault} />
      {proven && <p role="status">Noted. Whoever writes from {proven} is the same person from now on.</p>}
    </details>
  );
}
