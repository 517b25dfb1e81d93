import { isJsonObject, type JsonValue } from '../../../../core/json.ts'

const ambiguous = /^(?:true|false|yes|no|on|off|null|y|n)$/i

/** JSON values as YAML that every reader understands the same way: no plain text that could be something else. */
export function renderYaml(value: JsonValue, indent = ''): string {
  if (Array.isArray(value)) return value.map((item: JsonValue) => `${indent}- ${renderValue(item, indent)}`).join('\n')
  if (!isJsonObject(value)) return `${indent}${renderScalar(value, indent)}`
  return Object.entries(value)
    .map(([name, member]) => `${indent}${renderKey(name)}:${renderMember(member, indent)}`)
    .join('\n')
}

function renderMember(value: JsonValue, indent: string): string {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  if (isEmpty) return Array.isArray(value) ? ' []' : ' {}'
  if (typeof value === 'object' && value !== null) return `\n${renderYaml(value, `${indent}  `)}`
  return ` ${renderScalar(value, indent)}`
}

const renderValue = (value: JsonValue, indent: string): string =>
  typeof value === 'object' && value !== null
    ? renderYaml(value, `${indent}  `).trimStart()
    : renderScalar(value, indent)

const renderKey = (name: string): string =>
  /^[A-Za-z_][\w.-]*$/.test(name) && !ambiguous.test(name) ? name : JSON.stringify(name)

function renderScalar(value: JsonValue, indent: string): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  // Certificates stay readable.
  if (/^(?:[\x20-\x7e]*\S\n)+[\x20-\x7e]*\S\n?$/.test(value) && !/^\s/.test(value)) {
    const lines = value.replace(/\n$/, '').split('\n')
    return `${value.endsWith('\n') ? '|' : '|-'}\n${lines.map((line) => `${indent}  ${line}`).join('\n')}`
  }
  const isPlain = /^[A-Za-z/$][\w./+@:{}-]*$/.test(value) && !/:$|[{}]/.test(value.replace(/^\$\{\w+\}$/, ''))
  return isPlain && !ambiguous.test(value) ? value : JSON.stringify(value)
}
