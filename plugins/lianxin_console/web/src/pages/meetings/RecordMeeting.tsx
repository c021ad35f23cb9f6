import { App, Input, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useAsk, useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { formOf } from "@/forms/fields";
import { SchemaForm, type Values } from "@/forms/SchemaForm";
import { useWords } from "@/language/language";
import { Refusals } from "@/parts/Answer";
import { AskField, AskForm } from "@/parts/AskForm";
import { PersonPicker } from "@/parts/pickers/PersonPicker";
import { UnitPicker } from "@/parts/pickers/UnitPicker";
import { momentOf } from "@/parts/useDayRange";
import { meetingFieldsQuery, meetingWordsQuery, recordMeetingMutation } from "./generated/meetings";
import { words } from "./words";

interface Given {
  kind?: string;
  title?: string;
  starts?: string;
  ends?: string;
  place?: string;
  unit?: string;
  people?: string[];
  role?: string;
}

export function RecordMeeting({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const go = useNavigate();
  const { timeZone } = useSession();
  const { message } = App.useApp();
  const { data } = useAsk(meetingWordsQuery, {}, { requestPolicy: "cache-first" });
  const { run, busy, errors } = useDo(recordMeetingMutation);
  const [given, setGiven] = useState<Given>({});
  const [values, setValues] = useState<Values>({});
  const set = (change: Given) => setGiven((before) => ({ ...before, ...change }));
  const { kind = "", title = "", starts = "", ends = "", place = "", unit, people = [], role = "" } = given;
  const asked = useAsk(meetingFieldsQuery, { kind }, { pause: !kind });
  const terms = (name: string) =>
    data?.vocabularies.find((one) => one.name === name)?.terms.map(({ code, label }) => ({ value: code, label })) ?? [];
  const record = async () => {
    const filled = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
    const done = await run({
      input: {
        kind, title, startsAt: momentOf(starts, timeZone), endsAt: ends ? momentOf(ends, timeZone) : null,
        place: place || null, unit: unit ?? null,
        participants: people.map((person) => ({ person, role, present: true })),
        fields: filled.map(([name, value]) => ({ name, value })),
      },
    });
    if (!done?.meeting) return;
    void message.success(say("recordedNow"));
    void go(done.meeting.code);
  };
  const fields = asked.data?.meetingFields ?? [];
  return (
    <div className="stack">
      <AskForm
        title={say("record")} onSubmit={record} onClose={onClose} errors={fields.length ? [] : errors} busy={busy}
        ready={Boolean(kind && title && starts && role && people.length)}
      >
        <AskField name={say("kind")}>
          <Select
            aria-label={say("kind")} value={given.kind} onChange={(code: string) => set({ kind: code })}
            options={terms("meeting_kind")} showSearch={{ optionFilterProp: "label" }} popupMatchSelectWidth={false}
          />
        </AskField>
        <AskField name={say("meeting")}>
          <Input value={title} maxLength={200} onChange={(e) => set({ title: e.target.value })} />
        </AskField>
        <AskField name={say("starts")}>
          <Input type="datetime-local" value={starts} onChange={(e) => set({ starts: e.target.value })} />
        </AskField>
        <AskField name={say("ends")}>
          <Input type="datetime-local" value={ends} onChange={(e) => set({ ends: e.target.value })} />
        </AskField>
        <AskField name={say("place")}>
          <Input value={place} maxLength={200} onChange={(e) => set({ place: e.target.value })} />
        </AskField>
        <AskField name={say("inUnit")}>
          <UnitPicker
            allowClear label={say("inUnit")} value={unit ?? null}
            onChange={(code: string | undefined) => set({ unit: code })}
          />
        </AskField>
        <AskField name={say("people")}>
          <PersonPicker many label={say("people")} value={people} onChange={(ids: string[]) => set({ people: ids })} />
        </AskField>
        <AskField name={say("as")}>
          <Select
            aria-label={say("as")} value={given.role} onChange={(code: string) => set({ role: code })}
            options={terms("participant_role")} popupMatchSelectWidth={false}
          />
        </AskField>
      </AskForm>
      {fields.length > 0 && (
        <>
          <SchemaForm
            label={say("record")} schema={formOf(fields)} values={values} onChange={setValues} errors={errors}
            onSubmit={() => void record()}
          />
          <Refusals errors={errors} />
        </>
      )}
    </div>
  );
}
