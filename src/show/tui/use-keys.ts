/**
 * What the terminal sends, as Ink reads and splits it, and the raw mode for it. Instead of Ink's own hook, which takes every
 * sequence that tells of Ctrl for a key with a name: 6.8 throws at those that it does not know, such as Ctrl-F1 of xterm, and
 * nobody could catch that.
 */
import { useStdin } from 'ink';
import { useEffect } from 'react';

/** `onInput` is told of one escape sequence or of a text without any, and must be the same function each time. */
export function useKeys(onInput: (input: string) => void): void {
  const { setRawMode, internal_eventEmitter: events } = useStdin();
  useEffect(() => {
    setRawMode(true);
    events.on('input', onInput);
    return () => {
      events.off('input', onInput);
      setRawMode(false);
    };
  }, [events, onInput, setRawMode]);
}
