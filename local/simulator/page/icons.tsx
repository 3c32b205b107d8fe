const paths = {
  send: 'M3 20.5 21 12 3 3.5v6.6l11 1.9-11 1.9z',
  image: 'M4 5h16v14H4zM6.5 16.5h11l-3.5-5-2.7 3.3-1.9-2.1zM8.5 10.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  pin: 'M12 22s7-7.2 7-12a7 7 0 1 0-14 0c0 4.8 7 12 7 12zm0-9.5a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5z',
  sticker:
    'M5 3h14a2 2 0 0 1 2 2v9l-7 7H5a2 2 0 0 1-2-2V5c0-1.1.9-2 2-2zM8 8.5v2m8-2v2M8 14c2 2.6 6 2.6 8 0M14 21v-5a2 2 0 0 1 2-2h5',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V12l3 2',
  tick: 'M5 12.5 10 17.5 19.5 7',
  ticks: 'M1.5 12.5 6.5 17.5 15.5 7M11.5 16.5l1 1L22.5 7',
  call: 'M5 3.5h3.6l1.7 4.6-2.3 1.7a12.6 12.6 0 0 0 6.2 6.2l1.7-2.3 4.6 1.7V19a2 2 0 0 1-2.1 2A16.6 16.6 0 0 1 3 5.6a2 2 0 0 1 2-2.1z',
  'hang-up':
    'M12 9c3.8 0 7.4 1.1 9.8 3.5a1.3 1.3 0 0 1 0 1.9l-2.2 2.2-4-2.3v-2.6a13 13 0 0 0-7.2 0v2.6l-4 2.3-2.2-2.2a1.3 1.3 0 0 1 0-1.9C4.6 10.1 8.2 9 12 9z',
  sound: 'M4 9.5v5h3.5l5 4v-13l-5 4zM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a7.8 7.8 0 0 1 0 11',
  file: 'M6 3h8l4.5 4.5V21H6zM14 3v5h4.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0',
  dots: 'M5.5 12h.1M12 12h.1M18.5 12h.1M3 5h18v12H9l-4 4v-4H3z',
  eye: 'M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zm10 2.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z',
  leave: 'M14 4H5v16h9M10 12h11m-4-4 4 4-4 4',
  clip: 'M20 11.5l-8.3 8.3a5 5 0 0 1-7-7l8.9-8.9a3.3 3.3 0 0 1 4.7 4.7l-8.6 8.6a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6',
  fault: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v6M12 16v1',
} as const;

export type IconName = keyof typeof paths;

const filled = new Set(['send', 'pin', 'call', 'hang-up']);

/** A drawing of 16 px; `title` where it stands for words, else it is left out when read aloud. */
export function Icon({ name, title }: { name: IconName; title?: string }) {
  const look = filled.has(name) ? 'icon filled' : 'icon';
  return title ? (
    <svg class={look} viewBox="0 0 24 24" role="img" aria-label={title}>
      <title>{title}</title>
      <path d={paths[name]} />
    </svg>
  ) : (
    <svg class={look} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
