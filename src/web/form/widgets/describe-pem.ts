/** What a text holds, for the line under it: "2 certificates, 3,214 characters". Checking it is the connector's work. */
export function describePem(text: string): string {
  const counts = new Map<string, number>()
  for (const [, label = ''] of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)) {
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  const parts = [...counts].map(([label, count]) => `${count} ${nounFor(label)}${count === 1 ? '' : 's'}`)
  const size = `${text.length.toLocaleString('en')} characters`
  if (parts.length > 0) return `${parts.join(', ')}, ${size}`
  return text.trim() === 'system' ? 'The system’s own roots' : `No PEM block found, ${size}`
}

function nounFor(label: string): string {
  if (label.endsWith('PRIVATE KEY')) return label.startsWith('ENCRYPTED') ? 'encrypted private key' : 'private key'
  return label.toLowerCase()
}
