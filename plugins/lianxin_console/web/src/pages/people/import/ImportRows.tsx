import { Alert, Button, Progress, Select } from "antd";
import { useRef, useState } from "react";
import { useAsk, useAskOnce } from "@/api/asking";
import { useWords } from "@/language/language";
import { Answer, Refusals } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import {
  importSheetsQuery, importTemplateQuery, type ImportKind, type ImportSheetsQuery, type SheetFormat,
} from "./generated/import";
import { Result } from "./Result";
import { bytesOf, MOST_BYTES, partsOf } from "./splitting";
import { download, useImport } from "./useImport";
import { words } from "./words";

type Sheet = ImportSheetsQuery["importSheets"][number];

interface Given {
  kind: string;
  onKind: (kind: string) => void;
  onClose: () => void;
  onDone: () => void;
}

/** A spreadsheet chosen, checked, taken in; what was wrong in it comes back. */
export function ImportRows(given: Given) {
  const say = useWords(words);
  const asked = useAsk(importSheetsQuery, {}, { requestPolicy: "cache-first" });
  return (
    <Panel title={say("title")} extra={<Button size="small" onClick={given.onClose}>{say("close")}</Button>}>
      <Answer of={asked}>
        {({ importSheets }) => {
          const sheet = importSheets.find((one) => one.kind === given.kind) ?? importSheets[0];
          return sheet && <Chosen sheets={importSheets} sheet={sheet} {...given} />;
        }}
      </Answer>
    </Panel>
  );
}

function Chosen({ sheets, sheet, onKind, onDone }: Given & { sheets: Sheet[]; sheet: Sheet }) {
  const say = useWords(words);
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [named, setNamed] = useState(false);
  const { send, clear, errors, imported, progress } = useImport();
  const forget = () => {
    setProblem(null);
    clear();
  };
  const choose = (kind: string) => {
    forget();
    onKind(kind);
  };
  const start = async (dryRun: boolean) => {
    const file = input.current?.files?.[0];
    forget();
    if (!file) return;
    const bytes = await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
    if (!bytes) return setProblem(say("unreadable"));
    const parts = partsOf(bytes, sheet, dryRun);
    if (!parts) return setProblem(say("tooLarge", { kb: Math.floor(MOST_BYTES / 1000) }));
    await send(sheet.kind as ImportKind, file.name, parts, dryRun);
    if (!dryRun) onDone();
  };
  const tooMany = errors.some(({ code }) => code === "TOO_MANY_ROWS");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void start(false);
      }}
    >
      <div className="sieve">
        <label>
          <span>{say("kind")}</span>
          <Select
            aria-label={say("kind")} value={sheet.kind as string} onChange={choose} popupMatchSelectWidth={false}
            options={sheets.map(({ kind, title }) => ({ value: kind as string, label: title }))}
          />
        </label>
        <label className="grow">
          <span>{say("file")}</span>
          <input
            ref={input} type="file" accept=".csv,.xlsx,text/csv" className="file"
            onChange={(event) => {
              setNamed(Boolean(event.target.files?.length));
              forget();
            }}
          />
        </label>
        <Templates kind={sheet.kind as ImportKind} onProblem={setProblem} />
      </div>
      <Columns of={sheet} />
      {problem && <Alert type="error" showIcon role="alert" title={problem} />}
      <Refusals errors={errors} />
      {tooMany && <p className="quiet">{say("manyRows")}</p>}
      {progress && (
        <div role="status">
          <Progress percent={Math.round((100 * progress.n) / (progress.of || 1))} aria-label={say("progress")} />
          <span className="quiet figures">{say("done", progress)}</span>
        </div>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!named} loading={Boolean(progress)}>{say("run")}</Button>
        <Button disabled={!named || Boolean(progress)} onClick={() => void start(true)}>{say("check")}</Button>
      </div>
      {imported && <Result of={imported} />}
    </form>
  );
}

function Templates({ kind, onProblem }: { kind: ImportKind; onProblem: (said: string) => void }) {
  const say = useWords(words);
  const ask = useAskOnce();
  const give = async (format: SheetFormat) => {
    try {
      const { importTemplate: file } = await ask(importTemplateQuery, { kind, format });
      download(file.name, file.mediaType, [bytesOf(file.content)]);
    } catch (error) {
      onProblem(String((error as Error).message));
    }
  };
  return (
    <div className="row">
      <Button onClick={() => void give("XLSX")}>{say("template")}</Button>
      <Button type="link" onClick={() => void give("CSV")}>{say("templateCsv")}</Button>
    </div>
  );
}

function Columns({ of }: { of: Sheet }) {
  const say = useWords(words);
  return (
    <details>
      <summary>{say("columns")}</summary>
      <Table
        label={say("columns")} rows={of.columns} keyOf={({ name }) => name} empty=""
        columns={[
          { name: say("column"), show: ({ label, required }) => (required ? <strong>{label}</strong> : label) },
          { name: say("hint"), show: ({ hint }) => hint },
        ]}
      />
    </details>
  );
}
