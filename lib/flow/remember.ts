/** Remembers what `make` gives for a text, for the `size` texts made most recently. What `make` throws is not remembered. */
export function remember<Made>(size: number, make: (text: string) => Made): (text: string) => Made {
  const made = new Map<string, Made>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const fresh = make(text);
    const [oldest] = made.keys();
    if (made.size >= size && oldest !== undefined) made.delete(oldest);
    made.set(text, fresh);
    return fresh;
  };
}
