import { useEffect } from "react";

/** What is opened over a page gives the focus back to what it was opened by; where that is gone, to
 * the page. */
export function useFocusBack() {
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    return () => {
      const back = before?.isConnected ? before : document.getElementById("content");
      // After what was opened has given up the focus itself.
      window.setTimeout(() => back?.focus({ preventScroll: true }));
    };
  }, []);
}
