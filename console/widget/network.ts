import { askSite, Refused, type Site } from './api.ts';
import type { Chat, Deed, Happening } from './machine/chat.ts';
import type { Frame } from './machine/entry.ts';
import { openSocket, type Socket } from './socket.ts';

type NetworkOptions = {
  site: Site;
  language: string;
  chat(): Chat;
  happen(happening: Happening): void;
};

type To<Do extends Deed['do']> = Extract<Deed, { do: Do }>;

/** The way to the business, by HTTP and one WebSocket: asks, and tells what comes back as something that happened. */
export function openNetwork({ site, language, chat, happen }: NetworkOptions) {
  let socket: Socket | undefined;

  const token = () => chat().session?.token ?? '';

  const failed = (happening: (status: number) => Happening) => (thrown: unknown) =>
    happen(happening(thrown instanceof Refused ? thrown.status : 0));

  const read = (epoch: number, asked: { after: number | undefined; limit?: number }, happening: Read) =>
    askSite.history(site, token(), asked).then(
      (history) => happen({ ...happening, history }),
      failed((status) => ({ type: 'not-read', epoch, status })),
    );

  /** Where there is no WebSocket, the answer to a frame is that of the request. */
  function post(frame: Frame, epoch: number): void {
    const { id } = frame;
    askSite.frame(site, token(), frame).then(
      () => happen({ type: 'heard', epoch, heard: { type: 'taken', id } }),
      (thrown: unknown) => {
        const { status, message: reason } = thrown instanceof Refused ? thrown : new Refused(0, '');
        if (status === 0) happen({ type: 'closed', epoch });
        else happen({ type: 'heard', epoch, heard: { type: 'refused', id, status, reason } });
      },
    );
  }

  return {
    enter({ epoch, who, resume, identity }: To<'enter'>): void {
      askSite.session(site, { language, resume, identity: identity?.token }).then(
        (session) => happen({ type: 'entered', epoch, session, who }),
        failed((status) => ({ type: 'not-entered', epoch, status })),
      );
    },
    connect({ epoch, session }: To<'connect'>): void {
      socket = openSocket(session, {
        listening: () => happen({ type: 'listening', epoch }),
        heard: (heard) => happen({ type: 'heard', epoch, heard }),
        closed: () => happen({ type: 'closed', epoch }),
      });
    },
    read({ epoch, after }: To<'read'>): void {
      read(epoch, { after }, { type: 'read', epoch });
    },
    readEarlier({ epoch, after, limit }: To<'read-earlier'>): void {
      read(epoch, { after, limit }, { type: 'read-earlier', epoch, after });
    },
    send({ epoch, frame }: To<'send'>): void {
      if (chat().link.by === 'socket') socket?.send(frame);
      else post(frame, epoch);
    },
    ping(): void {
      socket?.ping();
    },
    cut(): void {
      socket?.close();
      socket = undefined;
    },
  };
}

type Read = { type: 'read'; epoch: number } | { type: 'read-earlier'; epoch: number; after: number };
