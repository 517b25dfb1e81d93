/** Milliseconds for people: `0.4 ms`, `12 ms`, `1.2 s`. */
export function durationWords(ms: number): string {
  if (ms < 0.95) return `${ms.toFixed(1)} ms`
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`
}
