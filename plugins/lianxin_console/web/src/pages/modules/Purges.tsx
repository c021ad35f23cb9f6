import { Tag } from "antd";
import { useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { purgesQuery } from "./generated/purge";
import { words } from "./words";

const LOOKS = { EXPORTING: "soon", REMOVING: "soon", DONE: "good", FAILED: "late" } as const;

/** What was removed of the plugin's data here, and where its export is; nothing where nothing was. */
export function Purges({ plugin }: { plugin: string }) {
  const say = useWords(words);
  const { moment } = useFormat();
  const { data } = useAsk(purgesQuery, { plugin });
  const found = data?.purges.edges.map(({ node }) => node) ?? [];
  if (!found.length) return null;
  return (
    <Panel title={say("purges")} bare>
      <Table
        label={say("purges")} rows={found} keyOf={(one) => one.id} empty=""
        columns={[
          { name: say("at"), show: (one) => <span className="figures">{moment(one.at)}</span> },
          { name: say("by"), show: (one) => one.by },
          { name: say("reason"), show: (one) => one.reason ?? "—" },
          {
            name: say("state"),
            show: (one) => (
              <>
                <Tag className={`state ${LOOKS[one.state]}`}>
                  {say(one.state === "FAILED" ? "purgeFailed" : one.state)}
                </Tag>
                {one.problem && <div className="quiet">{one.problem}</div>}
              </>
            ),
          },
          { name: say("rows"), show: (one) => one.exported, figures: true },
          { name: say("file"), show: (one) => (one.export ? <code title={one.hash ?? ""}>{one.export}</code> : "—") },
        ]}
      />
    </Panel>
  );
}
