// graphql-ws: a query, a subscription, and resuming it where it was left.
import { strict as assert } from "node:assert";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { authorization, submit, urls } from "../server.mjs";
import { within } from "../work.mjs";

export const CHANGES = `subscription Changes($after: String) {
  caseChanged(after: $after) { cursor case { code } entry { id action { code } } }
}`;

/** The first change of this case. */
export async function firstChange(results, code) {
  for await (const result of results) {
    assert.equal(result.errors, undefined, JSON.stringify(result.errors));
    if (result.data.caseChanged.case.code === code) return result.data.caseChanged;
  }
  throw new Error("the subscription ended by itself");
}

export async function socket() {
  const client = createClient({
    url: urls.socket,
    webSocketImpl: WebSocket,
    connectionParams: authorization,
    retryAttempts: 0,
  });
  const one = await first(client.iterate({ query: "{ viewer { username } }" }));
  assert.equal(one.data.viewer.username, process.env.LIANXIN_USER ?? "clerk");
  await assert.rejects(first(client.iterate({ query: "{ nothing }" })), (errors) => {
    return Boolean(errors[0].extensions.code);
  });
  const live = client.iterate({ query: CHANGES });
  const [change, cases] = await changed(live, "噪声扰民 (ws)");
  const resumed = client.iterate({ query: CHANGES, variables: { after: change.cursor } });
  const missed = await submit("垃圾未清运 (ws)");
  await within(10, "resumed", firstChange(resumed, missed.code));
  await resumed.return();
  await live.return();
  await client.dispose();
  return `query, error, ${cases} live and 1 resumed change`;
}

/**
 * Submits until a change arrives: nothing in either protocol says when the server began to
 * listen, so the first case may come before it.
 */
export async function changed(results, title) {
  const seen = new Set();
  const waiting = results[Symbol.asyncIterator]();
  let next = waiting.next();
  for (let tries = 1; tries <= 10; tries += 1) {
    seen.add((await submit(title)).code);
    const result = await Promise.race([next, pause(1)]);
    if (!result) continue;
    assert.equal(result.value.errors, undefined, JSON.stringify(result.value.errors));
    const change = result.value.data.caseChanged;
    if (seen.has(change.case.code)) return [change, seen.size];
    next = waiting.next();
  }
  throw new Error("no change arrived");
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function first(results) {
  for await (const result of results) return result;
  throw new Error("no result");
}
