// graphql-sse in distinct connections mode: a query, a subscription, a refusal.
import { strict as assert } from "node:assert";
import { createClient } from "graphql-sse";
import { authorization, urls } from "../server.mjs";
import { CHANGES, changed } from "./socket.mjs";

export async function events() {
  const client = createClient({
    url: urls.stream,
    headers: authorization,
    singleConnection: false,
    retryAttempts: 0,
  });
  for await (const result of client.iterate({ query: "{ viewer { username } }" })) {
    assert.equal(result.data.viewer.username, process.env.LIANXIN_USER ?? "clerk");
  }
  const live = client.iterate({ query: CHANGES });
  await changed(live, "污水外溢 (sse)");
  await live.return();
  await assert.rejects(async () => {
    for await (const result of client.iterate({ query: "subscription { nothing }" })) {
      throw new Error(`it was answered: ${JSON.stringify(result)}`);
    }
  }, /Bad Request/);
  client.dispose();
  return "query, subscription, refusal";
}
