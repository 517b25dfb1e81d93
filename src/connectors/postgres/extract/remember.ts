/**
 * Makes something of equal texts once, and shares it.
 * @param mostKnown more different texts than most catalogs have
 */
export function remember<Value>(make: (text: string) => Value, mostKnown: number): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= mostKnown) known.clear()
    // A copy: what is cut out of a block would keep all of it in memory.
    const copy = Buffer.from(text).toString()
    const value = make(copy)
    known.set(copy, value)
    return value
  }
}

/** Makes something of equal pairs of objects once, and shares it. */
export function rememberPair<First extends object, Second extends object, Value>(
  make: (first: First, second: Second) => Value,
): (first: First, second: Second) => Value {
  const known = new Map<First, Map<Second, Value>>()
  return (first, second) => {
    let ofFirst = known.get(first)
    if (ofFirst === undefined) {
      ofFirst = new Map()
      known.set(first, ofFirst)
    }
    const found = ofFirst.get(second)
    if (found !== undefined) return found
    const value = make(first, second)
    ofFirst.set(second, value)
    return value
  }
}
