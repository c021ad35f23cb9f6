// Every word of the page, in Chinese and in English; GraphiQL's own are in phrases.js.
import { PHRASES } from "./phrases.js";

const WORDS = {
  signIn: ["登录", "Sign in"],
  signOut: ["退出", "Sign out"],
  username: ["账号", "User name"],
  password: ["密码", "Password"],
  signedIn: ["已登录", "Signed in"],
  examples: ["示例操作", "Example operations"],
  ofCore: ["各地通用", "Everywhere"],
  noExamples: ["没有示例", "There are none"],
  language: ["English", "中文"],
  licences: ["开源许可", "Licences"],
  start: [
    "# 左侧「示例操作」列出本地可用的例子；Ctrl+Enter 运行。\n",
    "# “Example operations” on the left lists what can be asked here; Ctrl+Enter runs it.\n",
  ],
};
const KEPT = "lianxin-language";
const language = sessionStorage.getItem(KEPT) ?? (navigator.language.startsWith("en") ? "en" : "zh");

export const spoken = () => language;
export const say = (word) => WORDS[word][language === "en" ? 1 : 0];
export const phrase = (text) => (language === "en" ? text : PHRASES[text]);

/** The other language, from the beginning: GraphiQL keeps words it has once said. */
export function switchLanguage() {
  sessionStorage.setItem(KEPT, language === "en" ? "zh" : "en");
  location.reload();
}
