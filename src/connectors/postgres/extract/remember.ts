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
