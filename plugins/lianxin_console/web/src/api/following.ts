import { createContext, use, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { useClient, type AnyVariables, type TypedDocumentNode } from "urql";
import { ENDED, type Live } from "./live";

export const LiveContext = createContext<Live | null>(null);

/** When what is shown was last brought up to date, and by what; `ended`: it no longer is. */
export interface Followed {
  at: Date | null;
  what: string;
  state: "on" | "broken" | "ended";
}

/** Changes that come at once are one reason to read again. */
const GATHER = 200;

/** Calls `refresh` when something has changed, at most once in `every` milliseconds, and not while
 * nobody looks. `tell` says what a change was, if in so many words; null where it need not be told.
 * It is told once it is there to be seen: `busy` is whether it is still being read. */
export function useFollowing<D, V extends AnyVariables>(
  subscription: TypedDocumentNode<D, V>,
  variables: V,
  { refresh, every, busy = false, tell = () => null, pause = false }:
  {
    refresh: () => void; every: number; busy?: boolean; tell?: (change: D) => string | null;
    pause?: boolean;
  },
): Followed {
  const client = useClient();
  const live = use(LiveContext);
  const [{ at, what, ended }, set] = useState<{ at: Date | null; what: string; ended: boolean }>(NOTHING);
  const said = useRef<{ heard: string | null; read: string | null }>({ heard: null, read: null });
  const ask = usePaced(() => {
    said.current = { heard: null, read: said.current.heard ?? said.current.read };
    refresh();
  }, every);
  const heard = useEffectEvent((change: D) => {
    said.current.heard = tell(change) ?? said.current.heard;
    ask();
  });
  const wasBusy = useRef(false);
  useEffect(() => {
    const { read } = said.current;
    if (wasBusy.current && !busy && read !== null) {
      said.current.read = null;
      set({ at: new Date(), what: read, ended: false });
    }
    wasBusy.current = busy;
  }, [busy]);
  const given = JSON.stringify(variables);
  useEffect(() => {
    set(NOTHING);
    if (pause) return;
    return client.subscription(subscription, JSON.parse(given) as V).subscribe(({ data, error, extensions }) => {
      if (extensions?.[ENDED] || error?.networkError) set((old) => ({ ...old, ended: true }));
      else if (data) heard(data);
    }).unsubscribe;
  }, [client, subscription, given, pause]);
  useEffect(() => (pause ? undefined : live?.onConnected(ask)), [live, ask, pause]);
  const state = useSyncExternalStore(live?.onState ?? never, () => live?.state() ?? "on");
  return { at, what, state: ended ? "ended" : state };
}

const NOTHING = { at: null, what: "", ended: false };

function never() {
  return () => undefined;
}

function usePaced(refresh: () => void, every: number): () => void {
  const now = useEffectEvent(refresh);
  const ask = useRef(() => {});
  useEffect(() => {
    let [timer, last, waiting] = [0, 0, false];
    const due = () => {
      timer = 0;
      waiting = document.hidden;
      if (waiting) return;
      last = Date.now();
      now();
    };
    const soon = () => {
      if (!timer) timer = window.setTimeout(due, Math.max(GATHER, last + every - Date.now()));
    };
    const seen = () => {
      if (waiting && !document.hidden) soon();
    };
    ask.current = soon;
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      ask.current = () => {};
    };
  }, [every]);
  const [stable] = useState(() => () => ask.current());
  return stable;
}
