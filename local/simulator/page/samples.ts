/** A file as an action carries it. */
export type PageFile = { name: string; mediaType: string; data: string };

/** A file of the browser as an action carries it; one of which the browser knows no type is told as bytes. */
export async function encoded(file: Blob, name: string): Promise<PageFile> {
  return { name, mediaType: file.type || 'application/octet-stream', data: await base64Of(file) };
}

const base64Of = (file: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

/** A picture drawn here: the sun above the sea. */
export async function picture(): Promise<PageFile> {
  const canvas = new OffscreenCanvas(320, 240);
  const pen = canvas.getContext('2d');
  for (const [colour, y] of [
    ['#bfe3f5', 0],
    ['#185c8c', 150],
  ] as const) {
    if (pen) pen.fillStyle = colour;
    pen?.fillRect(0, y, 320, 240);
  }
  if (pen) pen.fillStyle = '#f6c445';
  pen?.arc(230, 80, 34, 0, 2 * Math.PI);
  pen?.fill();
  return encoded(await canvas.convertToBlob({ type: 'image/png' }), 'the-sea.png');
}

/** A second of sound, rising, as WAV of one channel and 8 bits: http://soundfile.sapp.org/doc/WaveFormat/ */
export async function voiceNote(): Promise<PageFile> {
  const rate = 8_000;
  const header = new DataView(new ArrayBuffer(44));
  const words = (at: number, text: string) =>
    [...text].forEach((letter, index) => {
      header.setUint8(at + index, letter.charCodeAt(0));
    });
  words(0, 'RIFF');
  header.setUint32(4, 36 + rate, true);
  words(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate, true);
  header.setUint16(32, 1, true);
  header.setUint16(34, 8, true);
  words(36, 'data');
  header.setUint32(40, rate, true);
  const samples = Uint8Array.from({ length: rate }, (_, index) => {
    const second = index / rate;
    return 128 + 60 * Math.sin(2 * Math.PI * (330 + 110 * second) * second);
  });
  return encoded(new Blob([header, samples], { type: 'audio/wav' }), 'voice-note.wav');
}

/** A page with one line; readers mend its missing table of objects. */
export const leaflet = (): Promise<PageFile> => encoded(new Blob([pdf], { type: 'application/pdf' }), 'leaflet.pdf');

const line = 'BT /F 24 Tf 20 40 Td (A leaflet for Seaway) Tj ET';
const pdf = `%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 320 100] /Contents 4 0 R
/Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length ${line.length}>> stream
${line}
endstream endobj
trailer <</Root 1 0 R>>
%%EOF
`;
