import { Alert, Button } from "antd";
import { useWords } from "@/language/language";
import { Table } from "@/parts/Table";
import { download, type Imported } from "./useImport";
import { words } from "./words";

/** What came of a file: how many rows, and which came back for what reason. */
export function Result({ of }: { of: Imported }) {
  const say = useWords(words);
  const { file, rows, stored, known, refused } = of;
  const remarks = useRemarks(of);
  const more = refused > rows.length ? ` ${say("first", { n: rows.length })}` : "";
  return (
    <>
      <Alert
        showIcon role="status" type={refused || !of.finished ? "warning" : "success"}
        title={say(of.dryRun ? "checked" : "stored", { stored, known, refused })}
        description={remarks.length > 0 && remarks.map((text) => <p key={text}>{text}</p>)}
      />
      {rows.length > 0 && (
        <section className="stack tight" aria-label={say("wrong")}>
          <div className="row between">
            <h3>{say("wrong")}<span className="quiet">{more}</span></h3>
            {file && (
              <Button onClick={() => download(file.name, file.mediaType, file.bytes)}>{say("download")}</Button>
            )}
          </div>
          <Table
            label={say("wrong")} empty="" keyOf={(_, n) => n}
            rows={rows.flatMap(({ row, reasons }) => reasons.map((reason) => ({ row, ...reason })))}
            columns={[
              { name: say("row"), figures: true, show: ({ row }) => row },
              { name: say("where"), show: ({ column }) => column ?? say("whole") },
              { name: say("given"), show: ({ given }) => given ?? "—" },
              { name: say("why"), show: ({ message }) => message },
            ]}
          />
        </section>
      )}
    </>
  );
}

/** What else there is to say of it. */
function useRemarks(of: Imported): string[] {
  const say = useWords(words);
  return [
    of.finished ? "" : say("stopped"),
    of.roughly ? say("roughly") : "",
    of.unknownColumns.length ? say("unknown", { names: of.unknownColumns.join("、") }) : "",
  ].filter(Boolean);
}
