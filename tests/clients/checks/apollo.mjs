// Apollo Client: automatic persisted queries, normalised cache, errors with codes.
import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { authorization, submit, urls } from "../server.mjs";

const CASE = gql`query ApolloCase($code: String!) { case(code: $code) { __typename id code title } }`;

export async function apollo() {
  const bodies = [];
  const headers = await authorization();
  const watched = (url, options) => {
    bodies.push(JSON.parse(options.body));
    return fetch(url, options);
  };
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      new PersistedQueryLink({ sha256 }),
      new HttpLink({ uri: urls.graphql, headers, fetch: watched }),
    ]),
  });
  const { code } = await submit("井盖缺失 (Apollo)");
  const first = await client.query({ query: CASE, variables: { code }, fetchPolicy: "network-only" });
  await client.query({ query: CASE, variables: { code }, fetchPolicy: "network-only" });
  assert.equal(bodies.at(-1).query, undefined, "the second time the hash is enough");
  const key = client.cache.identify(first.data.case);
  assert.equal(client.cache.extract()[key].code, code);
  const wrong = client.query({ query: gql`query Wrong { nothing }` });
  await assert.rejects(wrong, (error) => {
    assert.ok(CombinedGraphQLErrors.is(error), String(error));
    return Boolean(error.errors[0].extensions.code);
  });
  return `${bodies.length} requests, cached as ${key.split(":")[0]}`;
}
