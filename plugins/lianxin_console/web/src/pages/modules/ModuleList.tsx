import { Tag } from "antd";
import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { useParameter } from "@/parts/useParameter";
import { modulesQuery } from "./generated/modules";
import { words } from "./words";

export function ModuleList() {
  const say = useWords(words);
  const [search, setSearch] = useParameter("search");
  const asked = useAsk(modulesQuery, {});
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Filters label={say("find")}>
        <TextFilter name={say("search")} value={search} onChange={setSearch} />
      </Filters>
      <Answer of={asked} rows={8}>
        {({ modules }) => byPlugin(modules.filter((one) => `${one.name} ${one.key}`.includes(search))).map(
          ([plugin, found]) => (
            <Panel key={plugin} title={say("plugin", { key: plugin })} bare>
              <Table
                label={say("plugin", { key: plugin })} rows={found} keyOf={(one) => one.key} empty={say("none")}
                columns={[
                  { name: say("module"), show: (one) => <Link to={one.key}>{one.name}</Link> },
                  { name: say("state"), show: (one) => <EnabledTag enabled={one.enabled} /> },
                  { name: say("rules"), show: (one) => one.rules.length, figures: true },
                ]}
              />
            </Panel>
          ),
        )}
      </Answer>
    </Page>
  );
}

export function EnabledTag({ enabled }: { enabled: boolean }) {
  const say = useWords(words);
  return <Tag className={`state ${enabled ? "good" : ""}`}>{say(enabled ? "enabled" : "disabled")}</Tag>;
}

/** Those by which the locality works come first. */
function byPlugin<M extends { plugin: string; enabled: boolean }>(modules: M[]): [string, M[]][] {
  const found = new Map<string, M[]>();
  for (const one of modules) found.set(one.plugin, [...(found.get(one.plugin) ?? []), one]);
  const inUse = (group: M[]) => group.filter((one) => one.enabled).length;
  return [...found].sort(([, one], [, other]) => inUse(other) - inUse(one));
}
