import { Alert, Button, Form, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { Provider } from "urql";
import { useAsk } from "@/api/asking";
import { PLATFORM, clientOf } from "@/api/client";
import type { Token } from "@/api/session";
import { Refused, signIn } from "@/api/signingIn";
import { LanguageSwitch } from "@/app/LanguageSwitch";
import { useLanguage, useWords } from "@/language/language";
import { Working } from "@/parts/Answer";
import { Seal } from "@/parts/Seal";
import { localitiesQuery } from "./generated/localities";
import { returnAddress, useLeaving, useProviders, useReturning } from "./provider";
import "./signin.css";
import { words } from "./words";

interface Given {
  locality: string;
  username: string;
  password: string;
  newPassword?: string;
}

const { client: nobody } = clientOf(PLATFORM, null, "zh", () => undefined);

/** `named`: the locality that the address names, if it does. */
export function SignIn(props: { named: string; onToken: (token: Token) => void }) {
  const say = useWords(words);
  useEffect(() => {
    document.title = `${say("title")} · 连心`;
  }, [say]);
  return (
    <main className="signin">
      <div className="signin-language"><LanguageSwitch /></div>
      <div className="signin-box">
        <header><Seal size={44} /><h1>连心</h1><p className="quiet">{say("tagline")}</p></header>
        <Provider value={nobody}><Fields {...props} /></Provider>
      </div>
    </main>
  );
}

function Fields({ named, onToken }: { named: string; onToken: (token: Token) => void }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const [problem, setProblem] = useState<string>();
  const [mustChange, setMustChange] = useState(false);
  const [busy, setBusy] = useState(false);
  const came = useReturning(onToken);
  const chosen = Form.useWatch("locality", form) ?? "";

  async function send(given: Given) {
    setBusy(true);
    setProblem(undefined);
    try {
      const token = await signIn(given, language);
      onToken(token);
      if (token.locality !== named) void navigate(`/${token.locality}`, { replace: true });
    } catch (error) {
      if (error instanceof Refused && error.code === "PASSWORD_MUST_CHANGE") setMustChange(true);
      setProblem(error instanceof Refused ? error.message : say("unreachable"));
    } finally {
      setBusy(false);
    }
  }

  if (came.returning) return <Working what={say("returning")} />;
  const said = problem ?? came.problem;
  const needed = [{ required: true, message: say("needed") }];
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => void send(given)}>
      <Form.Item name="locality" label={say("locality")} rules={needed} initialValue={named || undefined}>
        <Localities />
      </Form.Item>
      <Form.Item name="username" label={say("username")} rules={needed}>
        <Input autoComplete="username" autoFocus maxLength={256} />
      </Form.Item>
      <Form.Item name="password" label={say("password")} rules={needed}>
        <Input.Password autoComplete="current-password" maxLength={256} />
      </Form.Item>
      {mustChange && (
        <Form.Item name="newPassword" label={say("newPassword")} rules={needed} extra={say("mustChange")}>
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
      )}
      {said && <Alert className="signin-problem" type="error" showIcon role="alert" title={said} />}
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>{say("signIn")}</Button>
      <Providers locality={chosen} named={named} onProblem={setProblem} />
    </Form>
  );
}

/** The ways to sign in at a locality besides a password. */
function Providers(
  { locality, named, onProblem }:
  { locality: string; named: string; onProblem: (problem: string | undefined) => void },
) {
  const say = useWords(words);
  const providers = useProviders(locality === PLATFORM ? "" : locality);
  const leaveTo = useLeaving(named);
  const [leaving, setLeaving] = useState<string>();
  if (!providers.length) return null;
  async function go(provider: string) {
    setLeaving(provider);
    onProblem(undefined);
    try {
      await leaveTo(locality, provider);
    } catch (error) {
      setLeaving(undefined);
      if (!(error instanceof Refused)) return onProblem(say("unreachable"));
      const register = say("register", { address: returnAddress(locality) });
      onProblem(error.code === "REDIRECT_NOT_ALLOWED" ? `${error.message} ${register}` : error.message);
    }
  }
  return (
    <div className="stack tight">
      <p className="signin-or quiet">{say("or")}</p>
      {providers.map(({ key, name }) => (
        <Button key={key} block size="large" loading={leaving === key} onClick={() => void go(key)}>
          {say("signInBy", { name })}
        </Button>
      ))}
    </div>
  );
}

/** Form.Item gives it value, onChange and id. */
function Localities(props: { value?: string; onChange?: (key: string) => void; id?: string }) {
  const say = useWords(words);
  const { data } = useAsk(localitiesQuery, {});
  const found = data?.localities.edges.map(({ node }) => ({ value: node.key, label: node.name })) ?? [];
  const options = [...found, { value: PLATFORM, label: say("platform") }];
  return <Select {...props} options={options} loading={!data} showSearch={{ optionFilterProp: "label" }} />;
}
