import type { Language } from "@/language/language";
import type { Token } from "./session";

/** Refused as a whole, with the server's message. */
export class Refused extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

interface Answered {
  accessToken?: string;
  expiresIn?: number;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Raises Refused; with `newPassword`, that is set before. */
export async function signIn(
  given: { locality: string; username: string; password: string; newPassword?: string },
  language: Language,
): Promise<Token> {
  const response = await fetch("/auth/token", {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": language },
    body: JSON.stringify(given),
  });
  const answer = (await response.json()) as Answered;
  if (!answer.accessToken) {
    const error = answer.errors?.[0];
    throw new Refused(error?.extensions?.code ?? String(response.status), error?.message ?? "");
  }
  return {
    locality: given.locality,
    value: answer.accessToken,
    expiresAt: Date.now() + 1000 * (answer.expiresIn ?? 0),
  };
}
