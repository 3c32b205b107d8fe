import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../../icon.tsx';

type Parts = { icon: IconName; title: string; href?: string | undefined; children?: ComponentChildren };

/** A thing with its sign, its name and what else is to be said of it; a link where there is somewhere to go. */
export function Card({ icon, title, href, children }: Parts) {
  const inside = (
    <>
      <Icon name={icon} />
      <span class="card-words">
        <bdi class="card-title">{title}</bdi>
        <span class="card-more">{children}</span>
      </span>
    </>
  );
  if (href === undefined) return <div class="card">{inside}</div>;
  return (
    <a class="card" href={href} {...outward}>
      {inside}
    </a>
  );
}

/** For a link away from the page, which is told nothing of where it was. */
export const outward = { target: '_blank', rel: 'noopener noreferrer nofollow' };
