// urql: a query, a mutation, and an expected failure as data.
import { strict as assert } from "node:assert";
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { SUBMIT, authorization, newCase, urls } from "../server.mjs";

export async function urql() {
  const headers = await authorization();
  const client = new Client({
    url: urls.graphql,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: { headers },
    preferGetMethod: false,
  });
  const input = await newCase("路灯坏了 (urql)");
  const submitted = await client.mutation(SUBMIT, { input }).toPromise();
  assert.equal(submitted.error, undefined, String(submitted.error));
  const { code } = submitted.data.submitCase.case;
  const found = await client.query("query($c: String!) { case(code: $c) { id code title } }", { c: code });
  assert.equal(found.data?.case?.title, input.title, String(found.error));
  const refused = await client.mutation(SUBMIT, { input: { ...input, channel: "no-such-channel" } });
  assert.equal(refused.error, undefined, String(refused.error));
  assert.ok(refused.data.submitCase.errors.length > 0);
  const wrong = await client.query("{ nothing }", {});
  assert.ok(wrong.error.graphQLErrors[0].extensions.code);
  return "query, mutation, refusal, error";
}
