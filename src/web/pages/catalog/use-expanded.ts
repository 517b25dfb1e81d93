import { useCallback, useEffect, useState } from 'react'
import { type CatalogNames, findRows } from '../../catalog/catalog-names.ts'
import type { CatalogPlace } from '../../catalog/place.ts'
import { databaseKey, firstExpanded, keysAbove, schemaKey } from '../../catalog/tree-rows.ts'

/** What is unfolded in the tree. What holds the page that is shown unfolds when the page is opened. */
export function useExpanded(
  place: CatalogPlace,
  names: CatalogNames,
): readonly [expanded: ReadonlySet<string>, change: (key: string, open: boolean) => void] {
  const [expanded, setExpanded] = useState(() => firstExpanded(names))
  useEffect(() => {
    const keys = keysOf(place, names)
    setExpanded((before) => (keys.every((key) => before.has(key)) ? before : new Set([...before, ...keys])))
  }, [place, names])
  const change = useCallback((key: string, open: boolean) => {
    setExpanded((before) => {
      const after = new Set(before)
      if (open) after.add(key)
      else after.delete(key)
      return after
    })
  }, [])
  return [expanded, change]
}

function keysOf(place: CatalogPlace, names: CatalogNames): readonly string[] {
  const { database, schema, name } = place
  if (name !== null) return findRows(names, { ...place, name }).flatMap((row) => keysAbove(names, row))
  if (database === null) return []
  return schema === null ? [databaseKey(database)] : [databaseKey(database), schemaKey(database, schema)]
}
