import { useState } from "react";
import { useDo } from "@/api/asking";
import { importRowsMutation, type ImportKind, type ImportRowsMutation } from "./generated/import";
import { base64Of, bytesOf, oneFile, type Part } from "./splitting";

type Answer = ImportRowsMutation["importRows"];

/** What came of the parts that were sent so far. */
export interface Imported {
  dryRun: boolean;
  /** Some of it was checked without all that it goes by. */
  roughly: boolean;
  finished: boolean;
  stored: number;
  known: number;
  refused: number;
  rows: Answer["refusedRows"];
  unknownColumns: string[];
  file: { name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer>[] } | null;
}

const ROWS_SHOWN = 100;

/** Sends a file part by part; what is stored is never stored twice, so it can be sent again. */
export function useImport() {
  const { run, errors, forget } = useDo(importRowsMutation);
  const [imported, setImported] = useState<Imported | null>(null);
  const [progress, setProgress] = useState<{ n: number; of: number } | null>(null);
  const send = async (kind: ImportKind, fileName: string, parts: Part[], dryRun: boolean) => {
    const of = parts.reduce((sum, part) => sum + part.rows, 0);
    let sum = nothing(dryRun, parts.some((part) => part.roughly));
    let n = 0;
    setImported(null);
    setProgress({ n, of });
    for (const { bytes, rowsBefore, rows, earlier } of parts) {
      const given = { kind, fileName, content: base64Of(bytes), dryRun, rowsBefore };
      const answer = await run({ input: { ...given, earlier: earlier ? base64Of(earlier) : null } });
      if (!answer) break;
      sum = added(sum, answer);
      n += rows;
      setProgress({ n, of });
    }
    setProgress(null);
    setImported(n || parts.length > 1 ? { ...sum, finished: n === of } : null);
    return n === of;
  };
  const clear = () => {
    forget();
    setImported(null);
  };
  return { send, clear, errors, imported, progress };
}

function nothing(dryRun: boolean, roughly: boolean): Imported {
  return {
    dryRun, roughly, finished: false, stored: 0, known: 0, refused: 0, rows: [], unknownColumns: [], file: null,
  };
}

function added(sum: Imported, answer: Answer): Imported {
  const { refusedFile } = answer;
  const bytes = [...(sum.file?.bytes ?? []), ...(refusedFile ? [bytesOf(refusedFile.content)] : [])];
  return {
    ...sum,
    stored: sum.stored + (answer.stored ?? 0),
    known: sum.known + (answer.known ?? 0),
    refused: sum.refused + (answer.refused ?? 0),
    rows: [...sum.rows, ...answer.refusedRows].slice(0, ROWS_SHOWN),
    unknownColumns: answer.unknownColumns,
    file: refusedFile ? { ...refusedFile, bytes } : sum.file,
  };
}

/** Hands a file over to whoever sits before the browser. */
export function download(name: string, mediaType: string, bytes: Uint8Array<ArrayBuffer>[]) {
  const address = URL.createObjectURL(new Blob(oneFile(bytes), { type: mediaType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
