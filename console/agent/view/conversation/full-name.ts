import { useConsole } from '../../state/context.ts';

/** Gives a worker's full name for their name, as far as it is known. */
export function useFullName(): (name: string) => string {
  const { me, colleagues } = useConsole();
  const mine = me.value.value?.worker;
  const others = colleagues.value.value?.workers ?? [];
  return (name) => (name === mine?.name ? mine.fullName : (others.find((one) => one.name === name)?.fullName ?? name));
}
