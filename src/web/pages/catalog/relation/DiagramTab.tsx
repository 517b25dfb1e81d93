import { useMemo } from 'react'
import { useDepth } from '../diagram/DepthChoice.tsx'
import { KeyGraph } from '../diagram/KeyGraph.tsx'
import type { TabProps } from './tab.ts'

/** Foreign keys to and from a table. */
export function DiagramTab({ relation: { database, schema, name } }: TabProps) {
  const depth = useDepth()
  const wish = useMemo(() => ({ database: database ?? '', schema, name, depth }), [database, schema, name, depth])
  return <KeyGraph wish={wish} />
}
