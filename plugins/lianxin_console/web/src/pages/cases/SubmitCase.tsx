import { Alert, Button, Drawer, Form, Input, Select, Switch } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAsk, useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { SchemaForm, type Values } from "@/forms/SchemaForm";
import { formOf } from "@/forms/fields";
import { useWords } from "@/language/language";
import { Refusals } from "@/parts/Answer";
import { UnitPicker } from "@/parts/pickers/UnitPicker";
import { useFocusBack } from "@/parts/useFocusBack";
import { submitFieldsQuery, submitMutation, submitWordsQuery } from "./generated/submit";
import { submitWords } from "./words";

interface Given {
  channel: string;
  category?: string;
  title: string;
  body?: string;
  unit?: string;
  anonymous?: boolean;
  name?: string;
  phone?: string;
  address?: string;
}

export function SubmitCase({ onClose }: { onClose: () => void }) {
  const say = useWords(submitWords);
  const { locality } = useSession();
  const { run, busy, errors } = useDo(submitMutation);
  useFocusBack();
  const [sent, setSent] = useState<{ code: string | null; receipt: string | null }>();
  const [fields, setFields] = useState<Values>({});
  const [form] = Form.useForm<Given>();
  const channel = Form.useWatch("channel", form) ?? "";
  const category = Form.useWatch("category", form) ?? null;
  const anonymous = Form.useWatch("anonymous", form);
  const { data } = useAsk(submitWordsQuery, {}, { requestPolicy: "cache-first" });
  const asked = useAsk(submitFieldsQuery, { channel, category }, { pause: !channel });
  const more = asked.data?.submitFields ?? [];
  const termsOf = (name: string) =>
    data?.vocabularies.find((found) => found.name === name)
      ?.terms.map(({ code, label }) => ({ value: code, label })) ?? [];

  async function send({ name, phone, address, ...given }: Given) {
    const reporter = !given.anonymous && (name || phone || address) ? { name, phone, address } : null;
    const named = Object.entries(fields).map(([field, value]) => ({ name: field, value }));
    const payload = await run({ input: { ...given, reporter, fields: named.length ? named : null } });
    if (payload) setSent({ code: payload.case?.code ?? null, receipt: payload.receipt });
  }

  return (
    <Drawer open size={520} title={say("title")} onClose={onClose}>
      {sent ? (
        <Alert
          type="success" showIcon title={say("receipt", { receipt: sent.receipt ?? "" })}
          description={sent.code && <Link to={`/${locality}/cases/${sent.code}`}>{say("open")}</Link>}
        />
      ) : (
        <Form form={form} layout="vertical" onFinish={(given) => void send(given)}>
          <Form.Item name="channel" label={say("channel")} rules={[{ required: true }]}>
            <Select options={termsOf("channel")} showSearch={{ optionFilterProp: "label" }} />
          </Form.Item>
          <Form.Item name="category" label={say("category")}>
            <Select options={termsOf("category")} allowClear showSearch={{ optionFilterProp: "label" }} />
          </Form.Item>
          <Form.Item name="title" label={say("subject")} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
          <Form.Item name="body" label={say("body")}><Input.TextArea rows={5} maxLength={20000} /></Form.Item>
          <Form.Item name="unit" label={say("unit")}><UnitPicker allowClear /></Form.Item>
          <Form.Item name="anonymous" label={say("anonymous")} valuePropName="checked"><Switch /></Form.Item>
          {!anonymous && (
            <>
              <Form.Item name="name" label={say("name")}><Input maxLength={100} /></Form.Item>
              <Form.Item name="phone" label={say("phone")}><Input inputMode="tel" maxLength={40} /></Form.Item>
              <Form.Item name="address" label={say("address")}><Input maxLength={300} /></Form.Item>
            </>
          )}
          {more.length > 0 && (
            <SchemaForm
              tag="div" label={say("more")} schema={formOf(more)} values={fields} onChange={setFields} errors={errors}
            />
          )}
          <div className="stack tight">
            <Refusals errors={errors} />
            <div className="row">
              <Button type="primary" htmlType="submit" loading={busy}>{say("submit")}</Button>
              <Button onClick={onClose}>{say("cancel")}</Button>
            </div>
          </div>
        </Form>
      )}
    </Drawer>
  );
}
