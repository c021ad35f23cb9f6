// Asking the server: one answer, or a stream of events.
import { spoken } from "./words.js";

const locality = location.pathname.split("/")[1];
const graphql = `/${locality}/graphql`;

export { locality };

function headers(token, accept) {
  return {
    "content-type": "application/json",
    accept,
    "accept-language": spoken(),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
}

export async function signIn(username, password) {
  const response = await fetch("/auth/token", {
    method: "POST",
    headers: headers("", "application/json"),
    body: JSON.stringify({ locality, username, password }),
  });
  const said = await response.json();
  if (!response.ok) throw new Error(said.errors[0].message);
  return said.accessToken;
}

/** Status and decoded body. */
export async function ask(operation, token, signal) {
  const response = await fetch(graphql, {
    method: "POST",
    headers: headers(token, "application/graphql-response+json, application/json"),
    body: JSON.stringify(operation),
    signal,
  });
  return { status: response.status, body: await response.json() };
}

/** Calls `heard` with each answer of a subscription; returns a refusal, or null at its end. */
export async function listen(operation, token, signal, heard) {
  const response = await fetch(`${graphql}/stream`, {
    method: "POST",
    headers: headers(token, "text/event-stream"),
    body: JSON.stringify(operation),
    signal,
  });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    return { status: response.status, body: await response.json() };
  }
  for await (const block of blocks(response.body.getReader())) {
    const data = block.split("\n").find((line) => line.startsWith("data: "))?.slice(6);
    if (data) heard(JSON.parse(data));
  }
  return null;
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
