import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { SubjectLink } from "@/parts/SubjectLink";
import { nameOf } from "@/parts/subjects";
import { Table } from "@/parts/Table";
import type { EffectsFragment } from "./generated/modules";
import { words } from "./words";

type Act = EffectsFragment["refusedActs"][number];

const MOST = 20;

/** What was done of late and would have been refused, each with what it concerns. */
export function RefusedActs({ acts }: { acts: Act[] }) {
  const say = useWords(words);
  const { moment } = useFormat();
  return (
    <Table
      label={say("wouldHaveBeenRefused")} rows={acts.slice(0, MOST)} keyOf={(_, n) => n} empty=""
      columns={[
        { name: say("done"), show: ({ at }) => <span className="figures nowrap">{moment(at)}</span> },
        { name: say("concerns"), show: ({ row }) => <Concerned row={row} /> },
        { name: say("rule"), show: ({ rule }) => `${rule.code} ${rule.title}` },
      ]}
    />
  );
}

function Concerned({ row }: { row: Act["row"] }) {
  const say = useWords(words);
  switch (row.__typename) {
    case "Liaison":
      return <>{nameOf(row.holder)} → {nameOf(row.target)}</>;
    case "Appointment":
      return <>{row.person.name} <span className="quiet">{row.post.label}</span> <SubjectLink of={row.unit} /></>;
    default:
      return nameOf({ ...row, id: undefined }) === "—" ? <>{say("entry")}</> : <SubjectLink of={row} />;
  }
}
