import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, DatePicker, Empty, Input, Segmented, Select } from "antd";
import dayjs from "dayjs";
import { useEffect, useState } from "react";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { useCaseChanges } from "@/parts/following/useCaseChanges";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { UnitPicker } from "@/parts/pickers/UnitPicker";
import { CaseTable } from "./CaseTable";
import "./cases.css";
import { PHASES, useFilters } from "./filters";
import { caseWordsQuery, casesQuery } from "./generated/cases";
import { SubmitCase } from "./SubmitCase";
import { words } from "./words";

export function CaseList() {
  const say = useWords(words);
  const { may } = useSession();
  const { filter, orderBy } = useFilters();
  const [submitting, setSubmitting] = useState(false);
  const found = useAsk(casesQuery, { filter, orderBy, ...usePage() });
  const live = useCaseChanges({ asked: found, every: 3000 });
  return (
    <Page
      title={say("title")} live={live}
      actions={may("case.submit") && (
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setSubmitting(true)}>
          {say("submit")}
        </Button>
      )}
    >
      <Panel><Filters /></Panel>
      <Panel bare>
        <Answer of={found} rows={10}>
          {({ cases }) => (
            <>
              {cases.edges.length
                ? <CaseTable cases={cases.edges.map((edge) => edge.node)} />
                : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say("none")} />}
              <Pager info={cases.pageInfo} total={cases.totalCount} exact={cases.totalCountIsExact} />
            </>
          )}
        </Answer>
      </Panel>
      {submitting && <SubmitCase onClose={() => setSubmitting(false)} />}
    </Page>
  );
}

function Filters() {
  const say = useWords(words);
  const { viewer, locality, may } = useSession();
  const { asked, ask, clear } = useFilters();
  const { data } = useAsk(caseWordsQuery, {}, { requestPolicy: "cache-first" });
  const termsOf = (name: string) =>
    data?.vocabularies.find((found) => found.name === name)
      ?.terms.map(({ code, label }) => ({ value: code, label })) ?? [];
  const whiches = ["open", "overdue", ...(viewer.personId && may("case.read_unit") ? ["mine"] : []), "closed", "all"] as const;
  const range = [asked.from, asked.to].map((day) => (day ? dayjs(day) : null)) as
    [dayjs.Dayjs | null, dayjs.Dayjs | null];
  return (
    <search className="filters">
      <Search text={asked.search} onSearch={(search) => ask({ search })} />
      <Segmented
        className="filters-which" value={asked.which} aria-label={say("which")}
        options={whiches.map((which) => ({ value: which, label: say(which as "open") }))}
        onChange={(which) => ask({ which: which === "open" ? "" : String(which) })}
      />
      <div className="filters-more">
        <Select
          mode="multiple" allowClear maxTagCount="responsive" value={asked.phase}
          placeholder={say("phase")} aria-label={say("phase")}
          options={PHASES.map((phase) => ({ value: phase, label: say(phase) }))}
          onChange={(phase: string[]) => ask({ phase })}
        />
        <Select
          mode="multiple" allowClear maxTagCount="responsive" value={asked.channel}
          placeholder={say("channel")} aria-label={say("channel")} options={termsOf("channel")}
          showSearch={{ optionFilterProp: "label" }} onChange={(channel: string[]) => ask({ channel })}
        />
        <Select
          mode="multiple" allowClear maxTagCount="responsive" value={asked.category}
          placeholder={say("category")} aria-label={say("category")} options={termsOf("category")}
          showSearch={{ optionFilterProp: "label" }} onChange={(category: string[]) => ask({ category })}
        />
        <UnitPicker
          key={locality} value={asked.unit} allowClear placeholder={say("unit")} label={say("unit")}
          onChange={(unit: string | undefined) => ask({ unit: unit ?? "" })}
        />
        <DatePicker.RangePicker
          value={range} allowEmpty={[true, true]} placeholder={[say("from"), say("to")]}
          aria-label={say("period")}
          onChange={(days) => ask({
            from: days?.[0]?.format("YYYY-MM-DD") ?? "", to: days?.[1]?.format("YYYY-MM-DD") ?? "",
          })}
        />
        <Select
          value={asked.order} aria-label={say("order")}
          options={[{ value: "newest", label: say("newest") }, { value: "due", label: say("due") }]}
          onChange={(order: string) => ask({ order: order === "newest" ? "" : order })}
        />
        <Button type="link" onClick={clear}>{say("clear")}</Button>
      </div>
    </search>
  );
}

/** Asks when somebody presses Enter, chooses the button, or empties the field. */
function Search({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const say = useWords(words);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  return (
    <Input.Search
      className="filters-search" value={typed} allowClear enterButton={<SearchOutlined aria-label={say("search")} />}
      placeholder={say("search")} aria-label={say("search")} maxLength={100}
      onChange={(event) => setTyped(event.target.value)} onSearch={(value) => onSearch(value.trim())}
    />
  );
}
