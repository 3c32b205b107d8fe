import { crc32, deflateSync } from 'node:zlib';

/** A PNG of 96 by 96 pixels, sea under sky: https://www.w3.org/TR/png/ */
export function picture(): Buffer {
  const size = 96;
  const rows = Array.from({ length: size }, (_, y) => {
    const colour = y < size / 2 ? [168, 216, 240] : [24, 92, 140];
    // Each row starts with its filter, 0 for none.
    return Buffer.from([0, ...Array.from({ length: size }, () => colour).flat()]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
