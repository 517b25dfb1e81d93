/** Dotted IPv4 with four decimal parts. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** IPv6 as in RFC 4291: `::` at most once, a dotted IPv4 tail allowed, `%zone` allowed. */
export function isIpv6(text: string): boolean {
  const zone = text.indexOf('%')
  if (zone >= 0 && !/^[\w.~-]+$/.test(text.slice(zone + 1))) return false
  const halves = (zone < 0 ? text : text.slice(0, zone)).split('::')
  if (halves.length > 2) return false
  let groups = 0
  for (const [index, half] of halves.entries()) {
    if (half === '') {
      if (halves.length === 1) return false
      continue
    }
    const parts = half.split(':')
    for (const [position, part] of parts.entries()) {
      const isTail = index === halves.length - 1 && position === parts.length - 1
      if (isTail && isIpv4(part)) groups += 2
      else if (/^[\da-f]{1,4}$/i.test(part)) groups += 1
      else return false
    }
  }
  return halves.length === 2 ? groups < 8 : groups === 8
}
