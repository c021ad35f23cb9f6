import type { Language } from "@/language/language";
import type { Token } from "./session";

/** Refused as a whole, with the server's message. */
export class Refused extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

interface Failed {
  errors?: { message: string; extensions?: { code?: string } }[];
}

interface Issued {
  accessToken: string;
  expiresIn: number;
}

/** Raises Refused; with `newPassword`, that is set before. */
export async function signIn(
  given: { locality: string; username: string; password: string; newPassword?: string },
  language: Language,
): Promise<Token> {
  return tokenOf(given.locality, await sent<Issued>("/auth/token", given, language));
}

/** Somebody who vouches for those who sign in at a locality. */
export interface IdentityProvider {
  key: string;
  name: string;
}

export async function providersOf(locality: string, language: Language): Promise<IdentityProvider[]> {
  const asked = `/auth/providers?${new URLSearchParams({ locality })}`;
  const response = await fetch(asked, { headers: { "accept-language": language } });
  const { providers } = (await response.json()) as { providers?: IdentityProvider[] };
  return providers ?? [];
}

export interface Begun {
  authorizationUrl: string;
  binding: string;
}

/** Raises Refused. */
export function begin(
  given: { locality: string; provider: string; redirectUri: string }, language: Language,
): Promise<Begun> {
  return sent("/auth/begin", given, language);
}

/** Raises Refused. */
export async function finish(
  given: { locality: string; provider: string; code: string; state: string; binding: string }, language: Language,
): Promise<Token> {
  return tokenOf(given.locality, await sent<Issued>("/auth/token", given, language));
}

async function sent<A>(path: string, given: object, language: Language): Promise<A> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": language },
    body: JSON.stringify(given),
  });
  const answer = (await response.json()) as A & Failed;
  if (response.ok) return answer;
  const error = answer.errors?.[0];
  throw new Refused(error?.extensions?.code ?? String(response.status), error?.message ?? "");
}

function tokenOf(locality: string, { accessToken, expiresIn }: Issued): Token {
  return { locality, value: accessToken, expiresAt: Date.now() + 1000 * expiresIn };
}
