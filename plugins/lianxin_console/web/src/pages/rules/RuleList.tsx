import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { ChoiceFilter, Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { useParameter } from "@/parts/useParameter";
import { rulesQuery } from "./generated/rules";
import { KINDS, words } from "./words";

export function RuleList() {
  const say = useWords(words);
  const [search, setSearch] = useParameter("search");
  const [module, setModule] = useParameter("module");
  const [kind, setKind] = useParameter("kind");
  const asked = useAsk(rulesQuery, {});
  const named = (key: string) => asked.data?.modules.find((one) => one.key === key)?.name ?? key;
  const modules = [...new Set(asked.data?.rules.map((rule) => rule.module))];
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Filters label={say("find")}>
        <TextFilter name={say("search")} value={search} onChange={setSearch} />
        <ChoiceFilter
          name={say("module")} value={module} onChange={setModule}
          options={modules.map((key) => ({ value: key, label: named(key) }))}
        />
        <ChoiceFilter
          name={say("kind")} value={kind} onChange={setKind}
          options={KINDS.map((one) => ({ value: one, label: say(one) }))}
        />
      </Filters>
      <Panel bare>
        <Answer of={asked} rows={10}>
          {({ rules }) => (
            <Table
              label={say("title")} keyOf={(rule) => rule.key} empty={say("none")}
              rows={rules.filter((rule) =>
                (!module || rule.module === module) && (!kind || rule.kind === kind)
                && `${rule.code} ${rule.title} ${rule.key}`.toLowerCase().includes(search.toLowerCase()))}
              columns={[
                { name: say("code"), show: (rule) => <span className="nowrap">{rule.code}</span> },
                { name: say("rule"), show: (rule) => <Link to={encodeURIComponent(rule.key)}>{rule.title}</Link> },
                { name: say("kind"), show: (rule) => say(rule.kind) },
                { name: say("module"), show: (rule) => named(rule.module) },
                { name: say("source"), show: (rule) => `${rule.source.document} ${rule.source.clause}` },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </Page>
  );
}
