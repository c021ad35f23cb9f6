import { createClient, type Client as Socket, type SubscribePayload } from "graphql-ws/client";
import { subscriptionExchange, type Exchange, type SubscriptionForwarder } from "urql";
import type { Language } from "@/language/language";

/** What is shown is up to date (or nothing is followed), or may not be until the socket is back. */
export type LiveState = "on" | "broken";

/** Changes as they happen, on one socket, which is open while something is followed. */
export interface Live {
  exchange: Exchange;
  state: () => LiveState;
  /** Whenever the state changes. */
  onState: (listener: () => void) => () => void;
  /** Whenever the socket is there (again): what was read before may be out of date. */
  onConnected: (listener: () => void) => () => void;
  end: () => void;
}

const HEARTBEAT = 20_000;
const NO_ANSWER = 10_000;
const LONGEST_WAIT = 30_000;
/** From one page to the next, the socket stays. */
const LINGERS = 30_000;
const FORBIDDEN = 4403;
/** The server ended it for reasons of its own: one goes on after the last change seen. */
const GO_ON = new Set(["FEED_ENDED", "SUBSCRIBER_TOO_SLOW", "DATABASE_UNAVAILABLE", "BUSY", "TOO_MANY_REQUESTS"]);
/** The last change seen is not known there any more: one begins again. */
const BEGIN_AGAIN = new Set(["CURSOR_FORGOTTEN", "CURSOR_UNKNOWN"]);

/** Stands in the extensions of what a subscription says last, if it ends with an error. */
export const ENDED = "ended";

export function liveOf(
  locality: string, token: string | null, language: Language, onSignedOut: () => void,
): Live {
  const [connected, states] = [new Set<() => void>(), new Set<() => void>()];
  let [state, silence, ended]: [LiveState, number, boolean] = ["on", 0, false];
  const become = (next: LiveState) => {
    if (state === next) return;
    state = next;
    states.forEach((tell) => tell());
  };
  const socket = createClient({
    url: `${window.location.origin.replace(/^http/, "ws")}/${locality}/graphql`,
    connectionParams: { acceptLanguage: language, ...(token && { authorization: `Bearer ${token}` }) },
    lazyCloseTimeout: LINGERS,
    keepAlive: HEARTBEAT,
    connectionAckWaitTimeout: NO_ANSWER,
    retryAttempts: Infinity,
    retryWait: (retries) => pause(Math.min(LONGEST_WAIT, 500 * 2 ** retries) * (0.5 + Math.random())),
    shouldRetry: (event) => !ended && codeOf(event) !== FORBIDDEN,
    on: {
      connected: () => {
        become("on");
        connected.forEach((tell) => tell());
      },
      ping: (received) => {
        if (!received) silence = window.setTimeout(() => socket.terminate(), NO_ANSWER);
      },
      pong: (received) => {
        if (received) window.clearTimeout(silence);
      },
      closed: (event) => {
        window.clearTimeout(silence);
        if (codeOf(event) === FORBIDDEN && !ended) onSignedOut();
        else if (codeOf(event) !== 1000) become("broken");
      },
    },
  });
  return {
    exchange: subscriptionExchange({
      forwardSubscription: ({ query = "", variables, operationName }) => ({
        subscribe: (sink) => ({
          unsubscribe: follow(socket, { query, operationName, variables: { ...variables } }, sink, connected),
        }),
      }),
    }),
    state: () => state,
    onState: (listener) => listening(states, listener),
    onConnected: (listener) => listening(connected, listener),
    end: () => {
      ended = true;
      // A socket that is not there cannot be closed.
      Promise.resolve(socket.dispose()).catch(() => undefined);
    },
  };
}

type Given = Omit<SubscribePayload, "variables"> & { variables: Record<string, unknown> };
type Sink = Parameters<ReturnType<SubscriptionForwarder>["subscribe"]>[0];

/** A subscription whose `after` is always the last change seen, so that none is missed when the
 * socket breaks (graphql-ws then sends `asked` again) or when the server ends it. */
function follow(socket: Socket, asked: Given, sink: Sink, missed: Set<() => void>): () => void {
  let [over, leave, timer] = [false, () => {}, 0];
  // An error may also come with a change, after which there are others: the last one says so.
  const last = (error: unknown) => {
    if (!Array.isArray(error)) return sink.error(error);
    sink.next({ data: null, errors: error, extensions: { [ENDED]: true } });
    sink.complete();
  };
  const begin = () => {
    leave = socket.subscribe<Record<string, unknown>, Record<string, unknown>>(asked, {
      next(result) {
        asked.variables.after = cursorOf(result.data) ?? asked.variables.after;
        sink.next(result);
      },
      error(error) {
        const code = Array.isArray(error) ? String(error[0]?.extensions?.code) : "";
        const again = BEGIN_AGAIN.has(code);
        if (over || !(again || GO_ON.has(code))) return last(error);
        if (again) delete asked.variables.after;
        if (!asked.variables.after) missed.forEach((tell) => tell());
        timer = window.setTimeout(begin, 1000 + 2000 * Math.random());
      },
      complete: () => sink.complete(),
    });
  };
  begin();
  return () => {
    over = true;
    window.clearTimeout(timer);
    leave();
  };
}

/** Of the one field that a subscription has. */
function cursorOf(data: Record<string, unknown> | null | undefined): string | undefined {
  const change = Object.values(data ?? {}).find((one) => typeof one === "object");
  return (change as { cursor?: string } | null | undefined)?.cursor;
}

/** No longer than it takes the network to come back. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", go);
      resolve();
    };
    const timer = window.setTimeout(go, milliseconds);
    window.addEventListener("online", go);
  });
}

function listening(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function codeOf(event: unknown): number | undefined {
  return (event as { code?: number } | undefined)?.code;
}
