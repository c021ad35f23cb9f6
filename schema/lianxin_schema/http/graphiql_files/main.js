// The page: puts the parts together.
import { ask, listen, locality, signIn } from "./client.js";
import { Docs, INTROSPECTION } from "./docs.js";
import { operationsOf } from "./operations.js";
import { say, speak, spoken } from "./words.js";

const EXAMPLE = `# ${locality}
query Start {
  __typename
  __schema { queryType { fields { name description } } }
}
`;
const KEPT = `lianxin-query-${locality}`;
const $ = (id) => document.getElementById(id);

let running = null;
const docs = new Docs($("docs-body"), $("docs-path"), $("docs-search"));

function show(value) {
  $("result").textContent = typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function tell(text, bad = false) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", bad);
}

function button() {
  $("run").textContent = say(running ? "stop" : "run");
}

/** The operations of the editor; to choose from where there are several. */
function operations() {
  const found = operationsOf($("query").value);
  const chosen = $("operation").value;
  const options = found.map(({ name }) => new Option(name ?? "", name ?? "", false, name === chosen));
  $("operation").replaceChildren(...options);
  $("operation").hidden = found.length < 2;
  return found.find(({ name }) => name === $("operation").value) ?? found[0];
}

function variables() {
  const text = $("variables").value.trim();
  const value = text ? JSON.parse(text) : {};
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new SyntaxError(text);
  return value;
}

function requested() {
  const chosen = operations();
  const operationName = chosen?.name;
  return {
    kind: chosen?.kind ?? "query",
    body: { query: $("query").value, variables: variables(), ...(operationName && { operationName }) },
  };
}

async function run() {
  if (running) {
    running.abort();
    return;
  }
  let request;
  try {
    request = requested();
  } catch (error) {
    tell(say("badVariables") + error.message, true);
    return;
  }
  sessionStorage.setItem(KEPT, $("query").value);
  running = new AbortController();
  button();
  tell(say("running"));
  try {
    await (request.kind === "subscription" ? stream : once)(request.body, running.signal);
  } catch (error) {
    if (error.name === "AbortError") tell(say("stopped"));
    else tell(say("unreachable") + error.message, true);
  }
  running = null;
  button();
}

async function once(body, signal) {
  const began = performance.now();
  const answer = await ask(body, $("token").value, signal);
  const cost = answer.body.extensions?.cost;
  const parts = [answer.status, `${Math.round(performance.now() - began)} ms`];
  if (cost !== undefined) parts.push(`${say("cost")} ${JSON.stringify(cost)}`);
  show(answer.body);
  tell(parts.join(" · "), Boolean(answer.body.errors));
}

async function stream(body, signal) {
  let n = 0;
  show("");
  const refused = await listen(body, $("token").value, signal, (event) => {
    n += 1;
    // The newest first, so that it is in sight.
    show(JSON.stringify(event, null, 2) + "\n\n" + $("result").textContent);
    tell(say("listening", { n }), Boolean(event.errors));
  });
  if (refused) {
    show(refused.body);
    tell(String(refused.status), true);
  } else tell(say("ended", { n }));
}

async function loadDocs() {
  const { body } = await ask({ query: INTROSPECTION, operationName: "Docs" }, $("token").value);
  if (body.data) docs.load(body.data.__schema);
  else $("docs-body").textContent = body.errors[0].message;
}

/** Tab indents; after Escape it moves on, so that nobody is caught in the editor. */
function indenting(area) {
  let leaving = false;
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leaving = true;
    else if (event.key === "Tab" && !event.shiftKey && !leaving) {
      event.preventDefault();
      area.setRangeText("  ", area.selectionStart, area.selectionEnd, "end");
    } else leaving = false;
  });
}

function translate(language) {
  speak(language);
  $("language").textContent = language === "en" ? "中文" : "English";
  $("language").lang = language === "en" ? "zh" : "en";
  button();
  docs.draw();
}

$("locality").textContent = locality;
$("query").value = sessionStorage.getItem(KEPT) ?? EXAMPLE;
$("run").addEventListener("click", run);
$("query").addEventListener("input", operations);
$("language").addEventListener("click", () => translate(spoken() === "en" ? "zh" : "en"));
$("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    $("token").value = await signIn($("username").value, $("password").value);
    $("password").value = "";
    tell(say("signedIn"));
    await loadDocs();
  } catch (error) {
    tell(error.message, true);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
indenting($("query"));
indenting($("variables"));
translate(spoken());
operations();
await loadDocs().catch((error) => tell(say("unreachable") + error.message, true));
