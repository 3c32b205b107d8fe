/** What is not read yet, about as it will stand, so that nothing jumps; how high `lines` are is for the style sheet. */
export const Loading = ({ of, words, lines }: { of: string; words: string; lines: number }) => (
  <div class={`loading loading-${of}`} role="status">
    <span class="hidden">{words}</span>
    {Array.from({ length: lines }, (_, line) => (
      <div key={line} class="skeleton" />
    ))}
  </div>
);
