/** Why what was done here could not be done, if so. */
export const Refusal = ({ why, id }: { why: string | undefined; id?: string }) =>
  why === undefined ? null : (
    <p id={id} class="refusal" role="alert">
      {why}
    </p>
  );
