import { askSite, Refused, type Site } from './api.ts';

/** A file on its way up. `sent` is the part of it that is there, from 0 to 1. */
export type Uploading = {
  id: string;
  file: File;
  sent: number;
  /** Why it did not come about: its type, its size, or the network, which may be tried again. */
  fault?: 'type' | 'size' | 'network' | undefined;
};

export type Uploads = {
  all(): readonly Uploading[];
  /** What a file looks like, by the id of its message, as long as the page is there. */
  preview(id: string): string | undefined;
  add(files: Iterable<File>): void;
  retry(id: string): void;
  cancel(id: string): void;
  /** The connection is back: what failed for want of it is tried again. */
  resume(): void;
  close(): void;
};

type UploadOptions = {
  site: Site;
  /** Of the session; undefined while there is none. */
  token(): string | undefined;
  changed(): void;
  /** The file is with the business: from now on it is said like everything else, under this id. */
  uploaded(id: string, file: { key: string; name: string; mediaType: string }): void;
};

/** Puts files where the business lets them, one at a time and in their order. */
export function openUploads({ site, token, changed, uploaded }: UploadOptions): Uploads {
  let all: readonly Uploading[] = [];
  const previews = new Map<string, string>();
  let request: XMLHttpRequest | undefined;
  let busy: string | undefined;

  function change(id: string, what: Partial<Uploading>): void {
    all = all.map((one) => (one.id === id ? { ...one, ...what } : one));
    changed();
  }

  async function goOn(): Promise<void> {
    const next = all.find(({ fault }) => fault === undefined);
    const session = token();
    if (busy !== undefined || !next || session === undefined) return;
    const { id, file } = next;
    busy = id;
    try {
      const { url, key, headers } = await askSite.upload(site, session, typed(file));
      await put(url, headers, file, id);
      if (all.some((one) => one.id === id)) uploaded(id, { key, name: nameOf(file), mediaType: typed(file).type });
      all = all.filter((one) => one.id !== id);
    } catch (thrown) {
      change(id, { sent: 0, fault: faultOf(thrown) });
    }
    busy = undefined;
    changed();
    void goOn();
  }

  /** `fetch` tells nothing of its progress. */
  const put = (url: string, headers: Record<string, string>, file: File, id: string) =>
    new Promise<void>((resolve, reject) => {
      const sending = new XMLHttpRequest();
      request = sending;
      const fail = () => reject(new Refused(sending.status, ''));
      sending.open('PUT', url);
      for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
      sending.upload.onprogress = ({ loaded, total }) => change(id, { sent: total > 0 ? loaded / total : 0 });
      sending.onload = () => (sending.status < 300 ? resolve() : fail());
      sending.onerror = fail;
      sending.onabort = fail;
      sending.send(file);
    });

  // A file cannot be kept in the browser as a text can: whoever leaves now is asked whether they mean it.
  const warn = (event: BeforeUnloadEvent) => {
    if (all.some(({ fault }) => fault === undefined || fault === 'network')) event.preventDefault();
  };
  window.addEventListener('beforeunload', warn);

  const again = (which: (one: Uploading) => boolean) => {
    all = all.map((one) => (which(one) ? { ...one, fault: undefined } : one));
    changed();
    void goOn();
  };

  return {
    all: () => all,
    preview: (id) => previews.get(id),
    add(files) {
      for (const file of files) {
        const id = crypto.randomUUID();
        if (/^(image|audio)\//.test(file.type)) previews.set(id, URL.createObjectURL(file));
        all = [...all, { id, file, sent: 0 }];
      }
      changed();
      void goOn();
    },
    retry: (id) => again((one) => one.id === id),
    resume: () => again(({ fault }) => fault === 'network'),
    cancel(id) {
      all = all.filter((one) => one.id !== id);
      if (busy === id) request?.abort();
      changed();
    },
    close() {
      all = [];
      request?.abort();
      window.removeEventListener('beforeunload', warn);
      for (const url of previews.values()) URL.revokeObjectURL(url);
    },
  };
}

function faultOf(thrown: unknown): Uploading['fault'] {
  const status = thrown instanceof Refused ? thrown.status : 0;
  if (status === 413) return 'size';
  return status === 415 || status === 400 ? 'type' : 'network';
}

/** What is pasted from the clipboard may have no name, and what the browser does not know has no type. */
const nameOf = ({ name }: File): string => name || 'file';
const typed = (file: File): File =>
  file.type ? file : new File([file], nameOf(file), { type: 'application/octet-stream' });
