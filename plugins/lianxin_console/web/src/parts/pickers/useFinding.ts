import { useEffect, useState } from "react";

const PAUSE = 200;

/** What is typed, once the typing pauses. */
export function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

export interface PickerProps {
  id?: string;
  value?: string | string[] | null;
  onChange?: (value: never) => void;
  disabled?: boolean;
  many?: boolean;
  allowClear?: boolean;
  placeholder?: string;
  label?: string;
}
