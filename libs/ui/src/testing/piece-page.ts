/** An input as it travels into the page. */
export type WiredInput = { value: unknown } | { call: number } | { map: [unknown, unknown][] };

/** What the page of one piece offers to its spec. */
export interface PiecePage {
  show(name: string, inputs: Record<string, WiredInput>): Promise<void>;
  /** Changes inputs that the piece was shown with. */
  set(inputs: Record<string, WiredInput>): Promise<void>;
  /** Everything that an output has said so far. */
  emitted(output: string): unknown[];
  /** Takes the piece, and every service it made, off the page. */
  clear(): void;
}

declare global {
  interface Window {
    piecePage?: PiecePage;
    /** Calls a function that a spec gave as an input. */
    callSpec?: (place: number, given: unknown[]) => Promise<unknown>;
  }
}
