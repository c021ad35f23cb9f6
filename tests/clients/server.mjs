// The server under test: $LIANXIN_URL is a locality's address, http://host:port/locality.
import { strict as assert } from "node:assert";

const base = (process.env.LIANXIN_URL ?? "http://127.0.0.1:8000/zoucheng").replace(/\/$/, "");
const locality = base.split("/").at(-1);

export const urls = {
  graphql: `${base}/graphql`,
  stream: `${base}/graphql/stream`,
  socket: `${base.replace(/^http/, "ws")}/graphql`,
  sdl: `${base}/schema.graphql`,
};

let token;

/** Signs in once, as the account that may both take a case in and see it. */
export async function authorization() {
  token ??= await signIn();
  return { authorization: `Bearer ${token}` };
}

async function signIn() {
  const response = await fetch(new URL("/auth/token", base), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      locality,
      username: process.env.LIANXIN_USER ?? "clerk",
      password: process.env.LIANXIN_PASSWORD ?? "lianxin",
    }),
  });
  const said = await response.json();
  assert.equal(response.status, 200, JSON.stringify(said));
  return said.accessToken;
}

/** A plain request: what the clients' answers are compared with. */
export async function post(body, headers = {}) {
  const response = await fetch(urls.graphql, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      ...(await authorization()),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

export async function data(query, variables = {}) {
  const { data, errors } = await post({ query, variables });
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

export const SUBMIT = `mutation Submit($input: SubmitCaseInput!) {
  submitCase(input: $input) { case { id code title } errors { __typename code message path } }
}`;

/** What a new case needs differs by locality; an existing one tells its words. */
export async function newCase(title) {
  const { cases } = await data(
    `{ cases(first: 20) { edges { node { channel { code } category { code }
       timeline(first: 1) { edges { node { unit { code } } } } } } } }`,
  );
  const example = cases.edges.map((edge) => edge.node).find((node) => node.category);
  assert.ok(example, "the demo has no case with a category");
  return {
    title,
    channel: example.channel.code,
    category: example.category.code,
    unit: example.timeline.edges[0].node.unit?.code,
    reporter: { name: "张三", phone: "13900001234" },
  };
}

export async function submit(title) {
  const { submitCase } = await data(SUBMIT, { input: await newCase(title) });
  assert.deepEqual(submitCase.errors, []);
  return submitCase.case;
}

export async function sdl() {
  const response = await fetch(urls.sdl);
  assert.equal(response.status, 200);
  return response.text();
}
