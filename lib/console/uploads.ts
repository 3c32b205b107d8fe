import { uploadFor } from './files.ts';
import { Refusal } from './refusal.ts';
import type { Resource } from './world.ts';

/** Where a file can be put that is said afterwards. */
export const postUpload: Resource = async ({ files }, _, { body }) => {
  const { refused, ...upload } = uploadFor(body, files);
  if (refused !== undefined) throw new Refusal(400, refused);
  return { status: 201, body: upload };
};
