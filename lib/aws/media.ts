import { Permanent, Transient } from '../errors.ts';
import type { Http, HttpResponse } from '../http.ts';
import { presign } from './presign.ts';
import { type Credentials, encode } from './sign.ts';

/** The files that are kept with us, by their keys. */
export type Media = ReturnType<typeof openMedia>;

type MediaOptions = {
  bucket: string;
  region: string;
  /** Signs calls of AWS itself. */
  http: Http;
  /** Those of the role, which change while a function lives. */
  credentials: () => Credentials;
  /** Epoch milliseconds. */
  now: () => number;
};

/** Bytes of a file at most, and milliseconds that it may take between us and S3. */
const limits = { limit: 25 * 1024 * 1024, timeout: 15_000 };

/**
 * Files in a bucket of S3, by plain HTTP: its SDK would cost 100 ms of cold start.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function openMedia({ bucket, region, http, credentials, now }: MediaOptions) {
  const addressOf = (key: string) => `https://${bucket}.s3.${region}.amazonaws.com/${pathOf(key)}`;
  const aws = { service: 's3', region };
  const scope = (seconds: number) => ({ ...aws, now: now(), seconds });
  return {
    /** Keeps a file; one of the same key is replaced. Throws as a channel's `send` does. */
    async put(key: string, body: Buffer, mediaType: string): Promise<void> {
      const headers = { 'content-type': mediaType };
      settled(await http({ method: 'PUT', url: addressOf(key), headers, body, aws, ...limits }), key);
    },

    /** The bytes of a file; throws Permanent where there is none. */
    async get(key: string): Promise<Buffer> {
      return settled(await http({ method: 'GET', url: addressOf(key), aws, ...limits }), key);
    },

    /** An https address under which anybody can fetch the file for `seconds`; saved, it is called `name`. */
    link(key: string, { seconds, name }: { seconds: number; name?: string | undefined }): string {
      const disposition = dispositionOf(key, name);
      const query = disposition ? `?response-content-disposition=${encode(disposition)}` : '';
      return presign({ method: 'GET', url: addressOf(key) + query }, credentials(), scope(seconds));
    },

    /** An https address to which a file of exactly this type and this many bytes can be PUT once or again for `seconds`. */
    upload(key: string, { mediaType, bytes, seconds }: { mediaType: string; bytes: number; seconds: number }): string {
      const headers = { 'content-length': String(bytes), 'content-type': mediaType };
      return presign({ method: 'PUT', url: addressOf(key), headers }, credentials(), scope(seconds));
    },
  };
}

/** Throws Permanent on dots alone between slashes: an address loses them, and leads to another file than was asked for. */
function pathOf(key: string): string {
  const parts = key.split('/');
  if (parts.some((part) => /^\.{1,2}$/.test(part))) throw new Permanent('a key with dots alone is that of no file');
  return parts.map(encode).join('/');
}

/** S3 says 403 for a file that is not there to whom it does not let list the bucket. */
function settled({ status, body }: HttpResponse, key: string): Buffer {
  if (status < 300) return body;
  if (status === 403 || status === 404) throw new Permanent(`the bucket does not give ${key} (${status})`);
  throw new Transient(`the bucket answers ${status} for ${key}`);
}

/** What a browser may open in its own window, by the ending that we gave the file: no page, nothing with scripts. */
const opens = /\.(jpg|png|gif|webp|avif|heic|mp3|m4a|ogg|opus|wav|amr|aac|mp4|webm|mov|3gp|pdf)$/;

function dispositionOf(key: string, name: string | undefined): string | undefined {
  const how = opens.test(key) ? 'inline' : 'attachment';
  if (name !== undefined) return `${how}; filename*=UTF-8''${encode(name)}`;
  return how === 'inline' ? undefined : how;
}
