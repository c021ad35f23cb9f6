import { useCallback, useEffect, useMemo } from "react";
import { Provider } from "urql";
import { useLocation } from "react-router";
import { PLATFORM, clientOf } from "@/api/client";
import { LiveContext } from "@/api/following";
import { useToken, type Token } from "@/api/session";
import { useLanguage } from "@/language/language";
import { SignIn } from "@/pages/signin/SignIn";
import { LocalityHome, PlatformHome } from "./Home";

/** Lets in who is signed in at the locality that the address names; all others see the sign-in
 * page there, and are where they wanted to be as soon as they are signed in. */
export function Gate() {
  const { language } = useLanguage();
  const [token, keep] = useToken();
  const named = useLocation().pathname.split("/")[1] ?? "";
  const inside = token && (!named || named === token.locality) ? token : null;
  const leave = useCallback(() => keep(null), [keep]);
  const { client, live } = useMemo(
    () => clientOf(inside?.locality ?? PLATFORM, inside?.value ?? null, language, leave),
    [inside, language, leave],
  );
  useEffect(() => live.end, [live]);
  return (
    <Provider value={client}>
      <LiveContext value={live}>
        {inside ? <Inside token={inside} leave={leave} /> : <SignIn named={named} onToken={keep} />}
      </LiveContext>
    </Provider>
  );
}

function Inside({ token, leave }: { token: Token; leave: () => void }) {
  const Home = token.locality === PLATFORM ? PlatformHome : LocalityHome;
  return <Home leave={leave} />;
}
