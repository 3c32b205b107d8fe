import type { Upload } from '../api.ts';
import { Refused } from '../ask.ts';
import { texts } from '../texts.ts';

/** Puts a file where the server said. `fetch` tells nothing of its progress. Throws Refused. */
export const putByRequest = ({ upload }: Upload, file: File, progress: (part: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new Refused(request.status, texts.outbox.notUploaded));
    request.open('PUT', upload.url);
    for (const [name, value] of Object.entries(upload.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : fail());
    request.onerror = fail;
    request.onabort = fail;
    request.send(file);
  });
