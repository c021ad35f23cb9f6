import { Tag } from "antd";
import { useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { platformLocalitiesQuery, pluginsQuery } from "./generated/platform";
import { words } from "./words";

export default function Localities() {
  const say = useWords(words);
  const { day } = useFormat();
  const asked = useAsk(platformLocalitiesQuery, usePage());
  const plugins = useAsk(pluginsQuery, {});
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Panel bare>
        <Answer of={asked}>
          {({ localities }) => (
            <>
              <Table
                label={say("title")} rows={localities.edges} keyOf={({ node }) => node.key} empty={say("none")}
                columns={[
                  { name: say("locality"), show: ({ node }) => <>{node.name} {node.demo && <Tag>{say("demo")}</Tag>}</> },
                  { name: say("key"), show: ({ node }) => <code>{node.key}</code> },
                  { name: say("parent"), show: ({ node }) => node.parent ?? "—" },
                  { name: say("state"), show: ({ node }) => node.state },
                  { name: say("zone"), show: ({ node }) => node.timeZone },
                  { name: say("added"), show: ({ node }) => day(node.addedAt) },
                ]}
              />
              <Pager info={localities.pageInfo} total={localities.totalCount} exact={localities.totalCountIsExact} />
            </>
          )}
        </Answer>
      </Panel>
      <Panel title={say("plugins")} bare>
        <Answer of={plugins}>
          {({ plugins: found }) => (
            <Table
              label={say("plugins")} rows={found} keyOf={(one) => one.key} empty={say("noPlugins")}
              columns={[
                { name: say("plugin"), show: (one) => <>{one.name} <code className="quiet">{one.key}</code></> },
                { name: say("version"), show: (one) => one.version },
                { name: say("modules"), show: (one) => one.modules.map((module) => module.name).join("、") },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </Page>
  );
}
