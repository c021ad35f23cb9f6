import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Panel } from "@/parts/Panel";
import { SubjectLink } from "@/parts/SubjectLink";
import { nameOf } from "@/parts/subjects";
import { Table } from "@/parts/Table";
import type { CountedLineFragment } from "./generated/duties";
import { words } from "./words";

type Row = CountedLineFragment["row"];

/** What a standing rests on, row by row. */
export function Counted({ rows }: { rows: CountedLineFragment[] }) {
  const say = useWords(words);
  const { date } = useFormat();
  return (
    <Panel title={say("rests")} extra={<span className="quiet">{say("restsLead")}</span>} bare>
      <Table
        label={say("rests")} rows={rows} empty={say("nothing")}
        keyOf={({ row, what }) => `${what} ${row?.id ?? ""}`}
        columns={[
          { name: say("day"), show: ({ day }) => <span className="figures nowrap">{date(day) || "—"}</span> },
          { name: say("what"), show: ({ what }) => what },
          { name: say("record"), show: ({ row }) => <Recorded row={row} /> },
          { name: say("where"), show: ({ row }) => placeIn(row) },
        ]}
      />
    </Panel>
  );
}

function Recorded({ row }: { row: Row }) {
  const say = useWords(words);
  switch (row?.__typename) {
    case "Meeting":
      return <><SubjectLink of={row} /> <span className="quiet">{row.kind.label}</span></>;
    case "Liaison":
      return <>{nameOf(row.holder)} → {nameOf(row.target)} <span className="quiet">{row.kind.label}</span></>;
    case "Appointment":
      return <>{row.person.name} <span className="quiet">{row.post.label}</span></>;
    default:
      return nameOf({ ...row, id: undefined }) === "—" ? <>{say("entry")}</> : <SubjectLink of={row} />;
  }
}

function placeIn(row: Row): string {
  switch (row?.__typename) {
    case "Meeting": return row.place ?? row.unit?.name ?? "—";
    case "Appointment":
    case "Household": return row.at.name;
    default: return "—";
  }
}
