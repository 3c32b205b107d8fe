/** Lines longer than this are somebody's own words. */
const longest = 300;

/** Whether a line is part of a quote. */
export const isQuoted = (line: string | undefined): boolean => line !== undefined && /^ {0,3}>/.test(line);

/** `-----Original Message-----` and its kin. */
export const isOriginalMark = (line = ''): boolean =>
  line.length < longest && /^\s*[-_]{2}/.test(line) && /[-_]{2}\s*$/.test(line) && originalMessage.test(plain(line));

const originalMessage = new RegExp(
  [
    'original( message| appointment)?',
    'ursprüngliche nachricht|original-?nachricht',
    "message (d'origine|original)",
    'mensaje original|mensagem original|messaggio originale',
    'oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse',
    '元のメッセージ|原始邮件|原始郵件|原邮件|원본 메시지',
  ].join('|'),
  'i',
);

/** Whether the header of a quoted mail starts here: who, when and what about, within a few lines, as Outlook writes it. */
export function isHeaderBlock(lines: string[], index: number): boolean {
  if (!isField(lines[index], who)) return false;
  const next = lines.slice(index + 1, index + 8);
  return next.some((line) => isField(line, when)) && next.some((line) => isField(line, what));
}

const isField = (line = '', names: RegExp) => line.length < longest && names.test(plain(line).replaceAll('*', ''));

const field = (...names: string[]) => new RegExp(`^\\s*(${names.join('|')})\\s*[:：]`, 'i');
const who = field('from', 'von', 'de', 'da', 'van', 'från', 'fra', '差出人', '发件人', '發件人', '寄件者', '보낸 사람');
const when = field(
  ...['sent', 'date', 'gesendet', 'datum', 'envoyé', 'enviado( el| em)?', 'fecha', 'data', 'inviato', 'verzonden'],
  ...[
    'skickat',
    'sendt',
    '送信日時',
    '日時',
    '日付',
    '发送时间',
    '發送時間',
    '日期',
    '寄件日期',
    '传送日期',
    '보낸 날짜',
  ],
);
const what = field(
  ...['subject', 'betreff', 'objet', 'asunto', 'assunto', 'oggetto', 'onderwerp', 'ämne', 'emne'],
  ...['件名', '主题', '主題', '主旨', '제목'],
);

/**
 * How many lines (mail programs break it over up to three) tell from here on who wrote what follows; 0 where none do. It
 * counts where a quote follows it, or it names an address: `On Monday she wrote:` is also what a person says.
 */
export function attributionAt(lines: string[], index: number): number {
  let said = '';
  for (const length of [1, 2, 3]) {
    const line = lines[index + length - 1];
    if (!line?.trim() || isQuoted(line)) return 0;
    said = `${said} ${plain(line)}`.trim();
    if (said.length > longest) return 0;
    if (!attributions.some((attribution) => attribution.test(said))) continue;
    const next = lines.slice(index + length, index + length + 5).find((following) => following.trim() !== '');
    return said.includes('@') || isQuoted(next) ? length : 0;
  }
  return 0;
}

const attributions = [
  /^on\b.*\bwrote ?[:：]$/i,
  /^am\b.*\bschrieb\b.*[:：]$/i,
  /\bschrieb am\b.*[:：]$/i,
  /^le\b.* a écrit ?[:：]$/i,
  /\ba écrit le\b.*[:：]$/i,
  /^el\b.*\bescribió ?[:：]$/i,
  /\bescribió el\b.*[:：]$/i,
  /^il\b.*\bha scritto ?[:：]$/i,
  /^em\b.*\bescreveu ?[:：]$/i,
  /^op\b.*\bschreef\b.*[:：]$/i,
  /^den\b.*\bskrev\b.*[:：]$/i,
  /^\d{4}年\d{1,2}月\d{1,2}日.*[:：]$/,
  /^\d{4}[/.-]\d{1,2}[/.-]\d{1,2}.*(のメール|[>＞]) ?[:：]$/,
  /(写道|寫道|のメール|님이 작성) ?[:：]$/,
];

/** What telephones and their programs write at the end by themselves. */
export const isSentFrom = (line: string): boolean =>
  line.length < 120 && sentFrom.some((words) => words.test(plain(line).trim()));

const sentFrom = [
  /^sent (from|with|via) (my |outlook|yahoo|proton|mail|gmail|samsung|the )/i,
  /^get outlook for (ios|android)/i,
  /^von mein\w+ .{1,40} gesendet\.?$/i,
  /^gesendet (von|mit) /i,
  /^holen sie sich outlook/i,
  /^(envoyé (de|depuis|à partir)|télécharger outlook)/i,
  /^(enviado (desde|do|de)|obtener outlook)/i,
  /^inviato da/i,
  /^verstuurd vanaf/i,
  /から送信$/,
  /^(发自|發自|从我的|從我的|傳送自)/,
];

const plain = (line: string) => line.replace(/[\u00a0\u202f\u2007]/g, ' ').replace(/[\u200b\u200e\u200f]/g, '');
