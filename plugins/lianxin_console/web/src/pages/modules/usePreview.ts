import { useEffect, useRef, useState } from "react";
import type { Previewed } from "./Preview";

/** What a change would do, asked once when it is shown. */
export function usePreview(ask: () => Promise<Previewed | null>): Previewed | null {
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void ask().then(setPreviewed);
  }, [ask]);
  return previewed;
}
