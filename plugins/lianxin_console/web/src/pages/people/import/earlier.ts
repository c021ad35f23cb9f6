/** What tells rows of a sheet apart, and how one names another: as `importSheets` says. */
export interface Sheet {
  about: readonly (readonly string[])[];
  columns: readonly { name: string; headings: readonly string[]; refersTo: string | null }[];
}

/** A row by its number among the records, with its cells by column. */
export interface Row {
  n: number;
  cells: Readonly<Record<string, string>>;
}

const MOST = 300;
const FEW = 20;

/** Rows of the parts before one that is only tried: of them the server is told those that the part
 * repeats or names, and what these go by, so that it can judge the part as if it knew them all. */
export class Earlier {
  private readonly at = new Map<string, Row[]>();

  constructor(private readonly sheet: Sheet) {}

  add(rows: readonly Row[]) {
    for (const row of rows) {
      for (const mark of this.marks(row)) {
        const alike = this.at.get(mark);
        if (!alike) this.at.set(mark, [row]);
        else if (alike.length < FEW) alike.push(row);
      }
    }
  }

  /** Their numbers in order; `all`: whether these are all. */
  of(rows: readonly Row[]): { found: number[]; all: boolean } {
    const found = new Set<number>();
    for (let asked = rows; asked.length && found.size <= MOST;) {
      const marks = asked.flatMap((row) => [...this.marks(row), ...this.names(row)]);
      asked = [...new Set(marks.flatMap((mark) => this.at.get(mark) ?? []))].filter(({ n }) => !found.has(n));
      asked.forEach(({ n }) => found.add(n));
    }
    const sorted = [...found].sort((a, b) => a - b);
    return { found: sorted.slice(0, MOST), all: sorted.length <= MOST };
  }

  private marks({ cells }: Row): string[] {
    const groups = this.sheet.about.map((columns) => columns.map((name) => [name, cells[name] ?? ""] as const));
    const told = groups.filter((group) => group.every(([, cell]) => cell));
    return [JSON.stringify(cells), ...told.map((group) => JSON.stringify(group))];
  }

  private names({ cells }: Row): string[] {
    return this.sheet.columns.flatMap(({ name, refersTo }) =>
      refersTo && cells[name] ? [JSON.stringify([[refersTo, cells[name]]])] : []);
  }
}

/** Cells between delimiters; in quotes a delimiter is text, and two quotes are one. */
export function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let [cell, quoted] = ["", false];
  for (let at = 0; at < record.length; at++) {
    const sign = record.charAt(at);
    if (sign === '"' && quoted && record[at + 1] === '"') cell += record.charAt(at++);
    else if (sign === '"' && (quoted || !cell)) quoted = !quoted;
    else if (sign === delimiter && !quoted) {
      cells.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell].map((one) => one.normalize("NFKC").trim());
}
