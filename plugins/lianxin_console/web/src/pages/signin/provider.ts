import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { Token } from "@/api/session";
import { Refused, begin, finish, providersOf, type IdentityProvider } from "@/api/signingIn";
import { useLanguage, useWords } from "@/language/language";
import { words } from "./words";

/** A sign-in that goes by way of a provider; kept for this tab only, and good once. */
interface UnderWay {
  locality: string;
  provider: string;
  binding: string;
  wanted: string;
}

const KEPT = "lianxin-sign-in";
const BACK = "back";

/** Where a provider sends the browser back to; a locality registers it among its `redirect_uris`. */
export function returnAddress(locality: string): string {
  return `${window.location.origin}/console/${locality}/${BACK}`;
}

/** Those of a locality; none where they cannot be had, for there is the password. */
export function useProviders(locality: string): IdentityProvider[] {
  const { language } = useLanguage();
  const [found, setFound] = useState<IdentityProvider[]>([]);
  useEffect(() => {
    let wanted = true;
    setFound([]);
    if (locality) {
      providersOf(locality, language).then((all) => wanted && setFound(all), () => undefined);
    }
    return () => {
      wanted = false;
    };
  }, [locality, language]);
  return found;
}

/** Sends the browser to a provider; it comes back to where it was. Raises Refused. */
export function useLeaving(named: string) {
  const { language } = useLanguage();
  const { pathname, search } = useLocation();
  return async (locality: string, provider: string) => {
    const given = { locality, provider, redirectUri: returnAddress(locality) };
    const { authorizationUrl, binding } = await begin(given, language);
    const here = named === locality && !isBack(pathname);
    const kept: UnderWay = { locality, provider, binding, wanted: here ? pathname + search : `/${locality}` };
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
    window.location.assign(authorizationUrl);
  };
}

/** Ends a sign-in that a provider has sent the browser back from; says why where it cannot. */
export function useReturning(onToken: (token: Token) => void): { returning: boolean; problem: string | undefined } {
  const { language } = useLanguage();
  const say = useWords(words);
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const [came] = useState(() => (isBack(pathname) ? cameBack(search) : undefined));
  const [returning, setReturning] = useState(came !== undefined);
  useEffect(() => {
    if (!came) return;
    const { kept, code, state, error } = came;
    const stay = (why: string) => {
      setProblem(why);
      setReturning(false);
      void navigate(kept?.wanted ?? `/${pathname.split("/")[1]}`, { replace: true });
    };
    if (!kept) return stay(say("notBegunHere"));
    if (error || !code || !state) return stay(say(error === "access_denied" ? "calledOff" : "notVouched"));
    finish({ ...kept, code, state }, language).then(
      (token) => {
        onToken(token);
        void navigate(kept.wanted, { replace: true });
      },
      (refused: Error) => stay(refused instanceof Refused ? refused.message : say("unreachable")),
    );
    // Once: what came back is good once.
  }, [came]);
  return { returning, problem };
}

function isBack(pathname: string): boolean {
  return pathname.split("/")[2] === BACK;
}

function cameBack(search: string) {
  const given = new URLSearchParams(search);
  const [code, state, error] = ["code", "state", "error"].map((name) => given.get(name));
  const stored = sessionStorage.getItem(KEPT) ?? "null";
  sessionStorage.removeItem(KEPT);
  const kept = JSON.parse(stored) as UnderWay | null;
  return { kept, code, state, error };
}
