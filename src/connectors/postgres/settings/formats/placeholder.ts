const braced = /^\$\{[A-Za-z_]\w*(?::?[?+][^}]*)?\}$/
const withDefault = /^\$\{[A-Za-z_]\w*:?-([^}]*)\}$/
const template = /^(?:<%.*%>|\{\{.*\}\})$/s
const word =
  /^[[<{(]?(?:your|my|the|enter)?[\s_-]*(?:db|database)?[\s_-]*(?:pass(?:word)?|pwd|secret)(?:[\s_-]*here)?[\]>})]$/i
const hidden = /^(?:\*{3,}|•{3,}|x{6,})$/i

/** Text that stands where a value will be: `${PGPASSWORD}`, `[YOUR-PASSWORD]`, `********`, `<%= ENV["X"] %>`. */
export function isPlaceholder(value: string): boolean {
  return [braced, template, word, hidden].some((pattern) => pattern.test(value.trim()))
}

/** `${NAME:-value}` → `value`; null for any other text. */
export function defaultOfPlaceholder(value: string): string | null {
  return withDefault.exec(value.trim())?.[1] ?? null
}
