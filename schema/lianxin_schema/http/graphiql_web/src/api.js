// Asking the server: one answer, or a stream of events.
import { spoken } from "./words.js";

export const locality = location.pathname.split("/")[1];
const GRAPHQL = `/${locality}/graphql`;
// Where the console keeps it too: who is signed in there is signed in here.
const KEPT = "lianxin-token";

export function token() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    return kept?.locality === locality && kept.expiresAt > Date.now() ? kept.value : null;
  } catch {
    return null;
  }
}

export function signOut() {
  sessionStorage.removeItem(KEPT);
}

export async function signIn(username, password) {
  const response = await fetch("/auth/token", {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": spoken() },
    body: JSON.stringify({ locality, username, password }),
  });
  const said = await response.json();
  if (!response.ok) throw new Error(said.errors[0].message);
  const expiresAt = Date.now() + said.expiresIn * 1000;
  sessionStorage.setItem(KEPT, JSON.stringify({ locality, value: said.accessToken, expiresAt }));
}

export async function examples() {
  const headers = { "accept-language": spoken() };
  const response = await fetch(`/${locality}/graphiql/examples.json`, { headers });
  return response.ok ? response.json() : [];
}

/** What GraphiQL asks by; headers of its own editor come last. */
export async function fetcher({ query, variables, operationName }, { headers, documentAST } = {}) {
  const chosen = documentAST?.definitions.find(
    (one) => one.kind === "OperationDefinition" && (!operationName || one.name?.value === operationName),
  );
  const streams = chosen?.operation === "subscription";
  const response = await fetch(streams ? `${GRAPHQL}/stream` : GRAPHQL, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: streams ? "text/event-stream" : "application/graphql-response+json, application/json",
      "accept-language": spoken(),
      ...(token() && { authorization: `Bearer ${token()}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  return isStream ? events(response.body.getReader()) : response.json();
}

async function* events(reader) {
  try {
    for await (const block of blocks(reader)) {
      const data = block.split("\n").find((line) => line.startsWith("data: "))?.slice(6);
      if (data) yield JSON.parse(data);
    }
  } finally {
    await reader.cancel();
  }
}

async function* blocks(reader) {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop();
    yield* parts;
  }
}
