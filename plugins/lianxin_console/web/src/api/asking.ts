import { useCallback, useState } from "react";
import {
  useClient, useMutation, useQuery,
  type AnyVariables, type CombinedError, type RequestPolicy, type TypedDocumentNode,
} from "urql";

/** What was asked: the data so far, whether more comes, and what went wrong. */
export interface Asked<D> {
  data: D | undefined;
  fetching: boolean;
  error: CombinedError | undefined;
  again: () => void;
}

export function useAsk<D, V extends AnyVariables>(
  query: TypedDocumentNode<D, V>,
  variables: V,
  options: { pause?: boolean; requestPolicy?: RequestPolicy } = {},
): Asked<D> {
  const [{ data, fetching, stale, error }, execute] = useQuery<D, V>({
    query, variables, ...options,
  });
  const again = useCallback(() => execute({ requestPolicy: "network-only" }), [execute]);
  return { data, fetching: fetching || stale, error, again };
}

/** An expected failure, as every payload lists them. */
export interface UserError {
  code: string;
  message: string;
  path: string[];
}

interface Payload {
  errors: UserError[];
}

/** Runs a mutation with one root field; answers its payload, or nothing if that was refused.
 * What the server said about a refusal stands in `errors` until the next run. */
export function useDo<D, V extends AnyVariables>(mutation: TypedDocumentNode<D, V>) {
  const [{ fetching }, execute] = useMutation<D, V>(mutation);
  const [errors, setErrors] = useState<UserError[]>([]);
  const run = useCallback(
    async (variables: V): Promise<(D[keyof D & string] & Payload) | null> => {
      setErrors([]);
      const { data, error } = await execute(variables);
      if (error || !data) {
        setErrors([{ code: codeOf(error), message: messageOf(error), path: [] }]);
        return null;
      }
      const payload = firstOf(data) as D[keyof D & string] & Payload;
      setErrors(payload.errors);
      return payload.errors.length ? null : payload;
    },
    [execute],
  );
  return { run, busy: fetching, errors, forget: useCallback(() => setErrors([]), []) };
}

/** For questions that are asked when something happens, not when something is shown. */
export function useAskOnce() {
  const client = useClient();
  return useCallback(
    async <D, V extends AnyVariables>(query: TypedDocumentNode<D, V>, variables: V) => {
      const answer = await client.query(query, variables, { requestPolicy: "network-only" }).toPromise();
      if (answer.error) throw new Error(messageOf(answer.error));
      return answer.data as D;
    },
    [client],
  );
}

/** What the server said, in the reader's language. */
export function messageOf(error: CombinedError | undefined): string {
  return error?.graphQLErrors.map((one) => one.message).join(" ") || error?.networkError?.message || "";
}

export function codeOf(error: CombinedError | undefined): string {
  return String(error?.graphQLErrors[0]?.extensions.code ?? "NETWORK");
}

function firstOf(data: object): unknown {
  return Object.entries(data).find(([name]) => name !== "__typename")?.[1];
}
