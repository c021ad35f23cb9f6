import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { ChoiceFilter, Filter, Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { PersonPicker } from "@/parts/pickers/PersonPicker";
import { UnitPicker } from "@/parts/pickers/UnitPicker";
import { STATES, StateTag, type State } from "@/parts/StateTag";
import { SubjectLink } from "@/parts/SubjectLink";
import { Table } from "@/parts/Table";
import { useParameter } from "@/parts/useParameter";
import { Shares } from "./Shares";
import { dutyRulesQuery, standingsQuery, type StandingLineFragment } from "./generated/duties";
import { words } from "./words";

/** The kinds of rules against which anybody stands. */
const STANDING = new Set(["DUTY", "COVERAGE", "CALENDAR", "LIAISON", "DEADLINE", "REGISTRY", "PUBLICATION", "SURVEY"]);

export function Standings() {
  const say = useWords(words);
  const [rule, setRule] = useParameter("rule");
  const [state, setState] = useParameter("state");
  const [unit, setUnit] = useParameter("unit");
  const [subject, setSubject] = useParameter("subject");
  const [on, setOn] = useParameter("on");
  const rules = useAsk(dutyRulesQuery, {}, { requestPolicy: "cache-first" });
  const filter = {
    rule: rule ? [rule] : null, state: state ? [state as State] : null,
    unit: unit || null, subject: subject || null, on: on || null,
  };
  const asked = useAsk(standingsQuery, { filter, ...usePage() });
  const options = rules.data?.rules.filter((one) => STANDING.has(one.kind))
    .map((one) => ({ value: one.key, label: `${one.code} ${one.title}` })) ?? [];
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Panel>
        <Filters label={say("find")}>
          <ChoiceFilter name={say("rule")} value={rule} onChange={setRule} options={options} />
          <ChoiceFilter
            name={say("state")} value={state} onChange={setState}
            options={STATES.map((one) => ({ value: one, label: say(one) }))}
          />
          <Filter name={say("unit")}>
            <UnitPicker value={unit} onChange={setUnit} allowClear label={say("unit")} />
          </Filter>
          <Filter name={say("person")}>
            <PersonPicker value={subject} onChange={setSubject} allowClear label={say("person")} />
          </Filter>
          <TextFilter type="date" name={say("on")} value={on} onChange={setOn} />
        </Filters>
      </Panel>
      {rule && <Shares rule={rule} on={on || null} />}
      <Panel bare>
        <Answer of={asked} rows={10}>
          {({ standings }) => (
            <>
              <Lines lines={standings.edges.map((edge) => edge.node)} />
              <Pager info={standings.pageInfo} total={standings.totalCount} exact={standings.totalCountIsExact} />
            </>
          )}
        </Answer>
      </Panel>
    </Page>
  );
}

function Lines({ lines }: { lines: StandingLineFragment[] }) {
  const say = useWords(words);
  const { figure, shortDate } = useFormat();
  return (
    <Table
      label={say("title")} rows={lines} keyOf={(one) => one.id} empty={say("none")}
      columns={[
        { name: say("who"), show: (one) => <SubjectLink of={one.subject} /> },
        { name: say("rule"), show: (one) => <><Cited rule={one.rule} /> {one.rule.title}</> },
        { name: say("period"), show: (one) => <span className="nowrap">{one.period.label}</span> },
        { name: say("state"), show: (one) => <StateTag state={one.state} /> },
        {
          name: say("figures"), figures: true,
          show: (one) => `${figure(one.actual)} / ${figure(one.required)} ${one.unitOfMeasure}`,
        },
        { name: say("due"), show: (one) => <span className="nowrap">{shortDate(one.dueOn) || "—"}</span> },
        {
          name: say("explanation"),
          show: (one) => (
            <>{one.explanation} <Link className="nowrap inline" to={encodeURIComponent(one.id)}>{say("details")}</Link></>
          ),
        },
      ]}
    />
  );
}
