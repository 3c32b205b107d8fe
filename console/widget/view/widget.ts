import type { Engine } from '../engine.ts';
import type { Texts } from '../texts.ts';
import type { Uploads } from '../uploads.ts';

/** What only this page knows, and forgets when it is loaded again. */
export type Ui = {
  /** The menu that is open: that of a message by its key, or that of the chat. */
  menu?: string | undefined;
  /** The visitor's message that is being changed, and what it shall say. */
  editing?: { id: string; text: string } | undefined;
  /** Files are held over the chat. */
  dragging?: boolean | undefined;
  /** How the connection is, in words; the same a moment later than it happened, as most of it mends itself. */
  status?: string | undefined;
  /** The newest message is in sight. */
  atEnd: boolean;
  /** Addresses of files that could not be shown. */
  broken: ReadonlySet<string>;
};

/** What every part of the page works with. */
export type Widget = {
  engine: Engine;
  uploads: Uploads;
  texts: Texts;
  language: string;
  direction: 'ltr' | 'rtl';
  isOpen: boolean;
  ui: Ui;
  change(what: Partial<Ui>): void;
  /** A text that is not sent yet, which the tab keeps. */
  draft: { read(): string; write(text: string): void };
  open(): void;
  close(): void;
  toEnd(): void;
};
