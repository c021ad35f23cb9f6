import { Tag } from "antd";
import { Link } from "react-router";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { StateTag } from "@/parts/StateTag";
import { SubjectLink } from "@/parts/SubjectLink";
import { Table } from "@/parts/Table";
import { Changes } from "./Changes";
import type { ChangedFragment, EffectsFragment, SchemaDiffFragment, TouchesFragment } from "./generated/modules";
import { RefusedActs } from "./RefusedActs";
import { words } from "./words";

export interface Previewed {
  changes?: ChangedFragment[];
  schemaChanges?: SchemaDiffFragment[];
  effect: EffectsFragment | null;
}

const MOST = 20;

/** What a change would do: to the settings, to the schema, to cases and officers. */
export function Preview({ of, names }: { of: Previewed; names: (name: string) => string }) {
  const say = useWords(words);
  return (
    <div className="stack">
      {of.changes && (
        <section className="stack tight">
          <h3>{say("changes")}</h3>
          {of.changes.length
            ? <Changes changes={of.changes} names={names} />
            : <p className="quiet">{say("noChange")}</p>}
        </section>
      )}
      {of.schemaChanges && <SchemaDiff changes={of.schemaChanges} />}
      {of.effect && <Effect of={of.effect} />}
    </div>
  );
}

const LOOKS = { SAFE: "good", DANGEROUS: "soon", BREAKING: "late" } as const;

export function SchemaDiff({ changes }: { changes: SchemaDiffFragment[] }) {
  const say = useWords(words);
  const worst = [...changes].sort((a, b) => a.criticality.localeCompare(b.criticality));
  return (
    <section className="stack tight">
      <h3>{say("schema")}</h3>
      {!changes.length && <p className="quiet">{say("noSchemaChange")}</p>}
      <ul className="plain">
        {worst.slice(0, MOST).map(({ criticality, description }) => (
          <li key={description}>
            <Tag className={`state ${LOOKS[criticality]}`}>{say(criticality)}</Tag> {description}
          </li>
        ))}
      </ul>
      {changes.length > MOST && <p className="quiet">{say("moreSchema", { n: changes.length - MOST })}</p>}
    </section>
  );
}

function Effect({ of }: { of: EffectsFragment }) {
  const say = useWords(words);
  return (
    <section className="stack tight">
      <h3>{say("effect")}</h3>
      <dl className="effects">
        <Figure name={say("becomingOverdue")} number={of.becomingOverdue} look="late" cases={of.becomingOverdueCases} />
        <Figure name={say("noLongerOverdue")} number={of.noLongerOverdue} look="good" cases={of.noLongerOverdueCases} />
        <Figure name={say("standingsChanged")} number={of.standingsChanged} look="soon" />
        <Figure name={say("wouldHaveBeenRefused")} number={of.wouldHaveBeenRefused} look="late" cases={of.refusedCases} />
        <Figure name={say("noLongerRefused")} number={of.noLongerRefused} look="good" />
      </dl>
      {of.standings.length > 0 && (
        <Table
          label={say("standings")} rows={of.standings.slice(0, MOST)} keyOf={(_, n) => n} empty=""
          columns={[
            { name: say("who"), show: (one) => <SubjectLink of={one.subject} /> },
            { name: say("rule"), show: (one) => `${one.rule.code} ${one.rule.title}` },
            { name: say("from"), show: (one) => <StateTag state={one.previous} /> },
            { name: say("to"), show: (one) => <StateTag state={one.state} /> },
          ]}
        />
      )}
      {of.refusedActs.length > 0 && <RefusedActs acts={of.refusedActs} />}
      {of.untoldBecause.length > 0 && (
        <div className="quiet">
          <p>{say("untold")}</p>
          <ul>
            {of.untoldBecause.map(({ rule, reason }) => (
              <li key={rule.id}>{rule.code} {rule.title}：{reason}</li>
            ))}
          </ul>
        </div>
      )}
      <details><summary>{say("method")}</summary><p className="quiet">{of.method}</p></details>
    </section>
  );
}

function Figure(
  { name, number, look, cases }:
  { name: string; number: number; look: string; cases?: TouchesFragment },
) {
  const say = useWords(words);
  const { locality } = useSession();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong className={number ? `figures ${look}` : "figures quiet"}>{number}</strong>
        {cases && cases.edges.length > 0 && (
          <ul className="plain">
            {cases.edges.map(({ node }) => (
              <li key={node.id}><Link to={`/${locality}/cases/${node.code}`}>{node.code} {node.title}</Link></li>
            ))}
            {cases.totalCount > cases.edges.length && (
              <li className="quiet">{say("andMore", { n: cases.totalCount })}</li>
            )}
          </ul>
        )}
      </dd>
    </div>
  );
}
