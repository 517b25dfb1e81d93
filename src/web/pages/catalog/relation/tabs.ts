import { ColumnsTab } from './ColumnsTab.tsx'
import type { RelationTab } from './tab.ts'

/** The parts of a relation's page, one file each, in the order they are shown. */
export const relationTabs: readonly RelationTab[] = [
  { id: 'columns', label: 'Columns', count: ({ columns }) => columns.length, Content: ColumnsTab },
]
