import { Client, cacheExchange, fetchExchange, mapExchange, type CombinedError } from "urql";
import type { Language } from "@/language/language";
import { liveOf, type Live } from "./live";

const SIGNED_OUT = new Set(["UNAUTHENTICATED", "TOKEN_EXPIRED", "SESSION_ENDED"]);
export const PLATFORM = "platform";

/** A client of one locality (or the platform) for one account and language, and what it follows
 * changes by. */
export function clientOf(
  locality: string, token: string | null, language: Language, onSignedOut: () => void,
): { client: Client; live: Live } {
  const live = liveOf(locality, token, language, onSignedOut);
  const headers: Record<string, string> = { "accept-language": language };
  if (token) headers.authorization = `Bearer ${token}`;
  const client = new Client({
    url: `/${locality}/graphql`,
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    fetchOptions: { headers },
    exchanges: [
      cacheExchange,
      mapExchange({
        onError: (error) => {
          if (token && isSignedOut(error)) onSignedOut();
        },
      }),
      live.exchange,
      fetchExchange,
    ],
  });
  return { client, live };
}

function isSignedOut(error: CombinedError): boolean {
  const response = error.response as Response | undefined;
  return (
    response?.status === 401 ||
    error.graphQLErrors.some((one) => SIGNED_OUT.has(String(one.extensions.code)))
  );
}
