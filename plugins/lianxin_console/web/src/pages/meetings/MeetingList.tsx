import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { ChoiceFilter, Filter, Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { PersonPicker } from "@/parts/pickers/PersonPicker";
import { UnitPicker } from "@/parts/pickers/UnitPicker";
import { usePaused } from "@/parts/pickers/useFinding";
import { Table } from "@/parts/Table";
import { useDayRange } from "@/parts/useDayRange";
import { useParameter } from "@/parts/useParameter";
import { meetingWordsQuery, meetingsQuery } from "./generated/meetings";
import { RecordMeeting } from "./RecordMeeting";
import { words } from "./words";

export function MeetingList() {
  const say = useWords(words);
  const { may } = useSession();
  const { moment } = useFormat();
  const filter = useFilter();
  const [recording, setRecording] = useState(false);
  const asked = useAsk(meetingsQuery, { filter, ...usePage() });
  return (
    <Page
      title={say("title")} lead={say("lead")}
      actions={may("meeting.record") && <Button type="primary" onClick={() => setRecording(true)}>{say("record")}</Button>}
    >
      {recording && <RecordMeeting onClose={() => setRecording(false)} />}
      <Panel><Asked /></Panel>
      <Panel bare>
        <Answer of={asked} rows={10}>
          {({ meetings }) => (
            <>
              <Table
                label={say("title")} rows={meetings.edges} keyOf={({ node }) => node.id} empty={say("none")}
                columns={[
                  { name: say("at"), show: ({ node }) => <span className="figures nowrap">{moment(node.startsAt)}</span> },
                  { name: say("meeting"), show: ({ node }) => <Link to={node.code}>{node.title}</Link> },
                  { name: say("kind"), show: ({ node }) => node.kind.label },
                  { name: say("of"), show: ({ node }) => node.unit?.name ?? "—" },
                  { name: say("where"), show: ({ node }) => node.place ?? "—" },
                  { name: say("participants"), figures: true, show: ({ node }) => node.participants.totalCount },
                ]}
              />
              <Pager info={meetings.pageInfo} total={meetings.totalCount} exact={meetings.totalCountIsExact} />
            </>
          )}
        </Answer>
      </Panel>
    </Page>
  );
}

function useFilter() {
  const [search] = useParameter("search");
  const [kind] = useParameter("kind");
  const [unit] = useParameter("unit");
  const [participant] = useParameter("participant");
  const { range } = useDayRange();
  return {
    search: usePaused(search) || null, kind: kind ? [kind] : null, unit: unit || null,
    participant: participant || null, startsAt: range,
  };
}

function Asked() {
  const say = useWords(words);
  const { may } = useSession();
  const [search, setSearch] = useParameter("search");
  const [kind, setKind] = useParameter("kind");
  const [unit, setUnit] = useParameter("unit");
  const [participant, setParticipant] = useParameter("participant");
  const { from, setFrom, to, setTo } = useDayRange();
  const { data } = useAsk(meetingWordsQuery, {}, { requestPolicy: "cache-first" });
  const kinds = data?.vocabularies.find((one) => one.name === "meeting_kind")?.terms ?? [];
  return (
    <Filters label={say("find")}>
      <TextFilter name={say("search")} value={search} onChange={setSearch} />
      <ChoiceFilter
        name={say("kind")} value={kind} onChange={setKind}
        options={kinds.map(({ code, label }) => ({ value: code, label }))}
      />
      {may("meeting.read") && (
        <>
          <Filter name={say("unit")}>
            <UnitPicker value={unit} onChange={setUnit} allowClear label={say("unit")} />
          </Filter>
          <Filter name={say("person")}>
            <PersonPicker value={participant} onChange={setParticipant} allowClear label={say("person")} />
          </Filter>
        </>
      )}
      <TextFilter type="date" name={say("from")} value={from} onChange={setFrom} />
      <TextFilter type="date" name={say("to")} value={to} onChange={setTo} />
    </Filters>
  );
}
