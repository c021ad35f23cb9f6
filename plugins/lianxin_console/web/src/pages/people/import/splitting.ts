import { Earlier, cellsOf, type Row, type Sheet } from "./earlier";

/** A file as it is sent: as a whole, or a .csv in parts of which each has the header. */
export interface Part {
  bytes: Uint8Array<ArrayBuffer>;
  /** Rows of the file before those of this part, by which the server numbers them. */
  rowsBefore: number;
  rows: number;
  /** Of a part that is only tried: the rows of earlier parts by which it is judged. */
  earlier?: Uint8Array<ArrayBuffer>;
  /** These were too many to be sent. */
  roughly?: boolean;
}

/** In Base64 with what else is in the request this stays below 256 KiB. */
export const MOST_BYTES = 160_000;
const MOST_ROWS = 200;
const HEADER_WITHIN = 10;
const [TAB, LINE, RETURN, QUOTE, SPACE] = [9, 10, 13, 34, 32];
const DELIMITERS = [",", "\t", ";"].map((one) => one.charCodeAt(0));

/** Of a part that is only tried so much is left for what it is judged by. */
const MOST_TRIED = 80_000;

/** Null: a workbook that is too large. */
export function partsOf(file: Uint8Array<ArrayBuffer>, sheet: Sheet, dryRun: boolean): Part[] | null {
  const workbook = file[0] === 0x50 && file[1] === 0x4b;
  if (workbook) return file.length > MOST_BYTES ? null : [{ bytes: file, rowsBefore: 0, rows: 1 }];
  const text = inUtf8(file);
  const records = recordsOf(text);
  if (text.length <= MOST_BYTES && records.length <= MOST_ROWS) {
    return [{ bytes: text, rowsBefore: 0, rows: records.length }];
  }
  const header = headerOf(text, records, sheet.columns.flatMap((column) => column.headings));
  const judged = dryRun ? judging(text, records, header, sheet) : () => ({});
  const parts: Part[] = [];
  for (let from = header + 1; from < records.length;) {
    const to = endOf(records, from, dryRun ? MOST_TRIED : MOST_BYTES);
    const head = from === header + 1 ? records.slice(0, header + 1) : records.slice(header, header + 1);
    const some = records.slice(from, to);
    if (some.some((record) => !isBlank(text.subarray(...record)))) {
      parts.push({
        bytes: joined(text, [...head, ...some]), rowsBefore: from - head.length, rows: some.length,
        ...judged(from, to),
      });
    }
    from = to;
  }
  return parts;
}

/** Of each part, in their order, what it is judged by. */
function judging(text: Uint8Array, records: Span[], header: number, sheet: Sheet) {
  const delimiter = String.fromCharCode(delimiterOf(text));
  const cells = (n: number) => cellsOf(decoded(text.subarray(...(records[n] ?? [0, 0]))), delimiter);
  const names = cells(header).map(
    (heading) => sheet.columns.find(({ headings }) => headings.some((one) => folded(one) === folded(heading)))?.name,
  );
  const rowOf = (n: number): Row => {
    const given = cells(n).map((cell, at) => [names[at] ?? "", cell] as const);
    return { n, cells: Object.fromEntries(given.filter(([name, cell]) => name && cell)) };
  };
  const earlier = new Earlier(sheet);
  return (from: number, to: number): Pick<Part, "earlier" | "roughly"> => {
    const rows = Array.from({ length: to - from }, (_, n) => rowOf(from + n));
    const { found, all } = earlier.of(rows);
    earlier.add(rows);
    const spans = [header, ...found].map((n) => records[n] ?? ([0, 0] as Span));
    const [few, fit] = within(spans, MOST_TRIED);
    return found.length ? { earlier: joined(text, few), roughly: !all || !fit } : {};
  };
}

/** The first of them, as many as fit. */
function within(spans: Span[], most: number): [Span[], boolean] {
  let bytes = 0;
  const few = spans.filter(([from, to]) => (bytes += to - from) <= most);
  return [few, few.length === spans.length];
}

type Span = [from: number, to: number];

/** Where each record begins and ends; a line break between quotes ends none. All encodings that
 * come here (UTF-8, GB 18030) have these signs as single bytes only. */
function recordsOf(text: Uint8Array): Span[] {
  const delimiter = delimiterOf(text);
  const records: Span[] = [];
  let [start, quoted, fresh] = [startOf(text), false, true];
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign === QUOTE) quoted = false;
    } else if (sign === QUOTE && (fresh || text[at - 1] === QUOTE)) quoted = true;
    else if (sign === LINE || (sign === RETURN && text[at + 1] !== LINE)) {
      records.push([records.length ? start : 0, at + 1]);
      start = at + 1;
    }
    fresh = sign === delimiter || sign === LINE || sign === RETURN;
  }
  if (start < text.length) records.push([records.length ? start : 0, text.length]);
  return records;
}

/** After a byte order mark. */
function startOf(text: Uint8Array): number {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0;
}

/** The one that the first line with text uses most, as the server finds it. */
function delimiterOf(text: Uint8Array): number {
  const end = text.findIndex((sign, at) => (sign === LINE || sign === RETURN) && !isBlank(text.subarray(0, at)));
  const first = text.subarray(0, end < 0 ? text.length : end);
  const count = (sign: number) => first.reduce((n, one) => n + Number(one === sign), 0);
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Which of the first records names most columns. */
function headerOf(text: Uint8Array, records: Span[], headings: readonly string[]): number {
  const known = new Set(headings.map(folded));
  const named = records.slice(0, HEADER_WITHIN).map(
    (span) => decoded(text.subarray(...span)).split(/[,;\t"]/).filter((cell) => known.has(folded(cell))).length,
  );
  return named.length ? named.indexOf(Math.max(...named)) : 0;
}

function folded(heading: string): string {
  return heading.normalize("NFKC").toLowerCase().replace(/[\s*\uFEFF]|\((必填|选填|required|optional)\)/g, "");
}

function endOf(records: Span[], from: number, most: number): number {
  let [to, bytes] = [from, 0];
  for (; to < records.length && to - from < MOST_ROWS; to++) {
    const [start, end] = records[to] ?? [0, 0];
    bytes += end - start;
    if (bytes > most && to > from) break;
  }
  return to;
}

function isBlank(record: Uint8Array): boolean {
  return record.every((sign) => [TAB, LINE, RETURN, SPACE, ...DELIMITERS].includes(sign));
}

function joined(text: Uint8Array, spans: Span[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(spans.reduce((sum, [from, to]) => sum + to - from + 1, 0));
  let at = 0;
  for (const [from, to] of spans) {
    bytes.set(text.subarray(from, to), at);
    at += to - from;
    if (text[to - 1] !== LINE) bytes[at++] = LINE;
  }
  return bytes.slice(0, at);
}

/** UTF-16 is written anew; whatever else it is, the server finds out. */
function inUtf8(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const marks: Record<number, string> = { 0xfffe: "utf-16le", 0xfeff: "utf-16be" };
  const encoding = marks[((file[0] ?? 0) << 8) | (file[1] ?? 0)];
  return encoding ? new TextEncoder().encode(new TextDecoder(encoding).decode(file)) : file;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** Files of refused rows, each with the same header, as one. */
export function oneFile(files: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer>[] {
  return files.map((file, n) => (n ? file.subarray(file.indexOf(LINE) + 1) : file));
}
