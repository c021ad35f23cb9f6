import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { ChoiceFilter } from "@/parts/Filters";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { useParameter } from "@/parts/useParameter";
import { sharesQuery, unitKindsQuery } from "./generated/duties";
import { words } from "./words";

/** Of a rule: how much of each unit has met it, the least first. */
export function Shares({ rule, on }: { rule: string; on: string | null }) {
  const say = useWords(words);
  const { percent } = useFormat();
  const [by, setBy] = useParameter("by");
  const kinds = useAsk(unitKindsQuery, {}, { requestPolicy: "cache-first" });
  const terms = kinds.data?.vocabularies[0]?.terms ?? [];
  const asked = useAsk(sharesQuery, { rule, by: [by], on }, { pause: !by });
  return (
    <Panel
      title={say("shares")} bare={Boolean(by)}
      extra={
        <ChoiceFilter
          name={say("by")} value={by} onChange={setBy}
          options={terms.map(({ code, label }) => ({ value: code, label }))}
        />
      }
    >
      {by ? (
        <Answer of={asked}>
          {({ standingShares }) => (
            <Table
              label={say("shares")} keyOf={({ node }) => node.unit.code} empty={say("none")}
              rows={[...standingShares.edges].sort((a, b) => (a.node.percent ?? 101) - (b.node.percent ?? 101))}
              columns={[
                {
                  name: say("unit"),
                  show: ({ node }) => <Link to={`?rule=${rule}&unit=${node.unit.code}&by=${by}`}>{node.unit.name}</Link>,
                },
                { name: say("figures"), figures: true, show: ({ node }) => `${node.met} / ${node.total}` },
                { name: say("share"), show: ({ node }) => <Bar text={percent(node.met, node.total)} of={node.percent} /> },
              ]}
            />
          )}
        </Answer>
      ) : null}
    </Panel>
  );
}

function Bar({ text, of }: { text: string; of: number | null }) {
  return (
    <span className="bar">
      <span className="bar-line" aria-hidden="true"><span style={{ width: `${of ?? 0}%` }} /></span>
      <span className="figures">{text}</span>
    </span>
  );
}
