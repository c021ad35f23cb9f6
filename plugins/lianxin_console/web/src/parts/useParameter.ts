import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** A filter that stands in the address, so that it can be sent to somebody and gone back to. */
export function useParameter(name: string) {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (value: string | null | undefined) =>
      setParameters(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(name, value);
          else next.delete(name);
          next.delete("after");
          next.delete("before");
          return next;
        },
        { replace: true },
      ),
    [name, setParameters],
  );
  return [parameters.get(name) ?? "", set] as const;
}
