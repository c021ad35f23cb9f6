// Every word of the page, in Chinese and in English.
const WORDS = {
  signIn: ["登录", "Sign in"],
  username: ["用户名", "User name"],
  password: ["密码", "Password"],
  token: ["令牌", "Token"],
  docs: ["文档", "Documentation"],
  search: ["搜索类型和字段", "Search types and fields"],
  operation: ["操作 (Ctrl+Enter 运行)", "Operation (Ctrl+Enter runs it)"],
  variables: ["变量 (JSON)", "Variables (JSON)"],
  result: ["结果", "Result"],
  run: ["运行", "Run"],
  stop: ["停止", "Stop"],
  running: ["运行中…", "Running…"],
  listening: ["订阅中, 已收到 {n} 个事件", "Subscribed, {n} events so far"],
  ended: ["订阅已结束, 共 {n} 个事件", "The subscription ended after {n} events"],
  stopped: ["已停止", "Stopped"],
  signedIn: ["已登录", "Signed in"],
  badVariables: ["变量不是合法的 JSON 对象: ", "The variables are no JSON object: "],
  unreachable: ["无法连接服务器: ", "The server cannot be reached: "],
  cost: ["成本", "cost"],
  start: ["开始", "Start"],
  nothing: ["没有找到", "Nothing found"],
  oneOf: ["可以是", "One of"],
  values: ["取值", "Values"],
  fields: ["字段", "Fields"],
  deprecated: ["已弃用: ", "Deprecated: "],
};

const KEPT = "lianxin-language";
let language = sessionStorage.getItem(KEPT) ?? (navigator.language.startsWith("en") ? "en" : "zh");

export const spoken = () => language;

export function say(word, values = {}) {
  const text = WORDS[word][language === "en" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Writes every word of the page anew in this language. */
export function speak(chosen) {
  language = chosen;
  sessionStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
    element.setAttribute("aria-label", element.placeholder);
  }
}
