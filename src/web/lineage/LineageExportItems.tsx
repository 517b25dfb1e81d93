import { Menu } from '@mantine/core'
import type { LineageFormat } from '../../core/lineage/export/lineage-export.ts'

/** In the order of the menu. */
const titles: Readonly<Record<LineageFormat, string>> = {
  csv: 'CSV of edges',
  openlineage: 'OpenLineage events',
  dot: 'Graphviz DOT',
  mermaid: 'Mermaid flowchart',
}

interface Props {
  readonly snapshotId: string
  /** With statements that kept readings saw run. */
  readonly statements: boolean
}

/** The lineage of a whole snapshot as files for other tools; stands in a menu. */
export function LineageExportItems({ snapshotId, statements }: Props) {
  return (
    <>
      <Menu.Label>Lineage of the whole snapshot as</Menu.Label>
      {Object.entries(titles).map(([format, title]) => (
        <Menu.Item
          key={format}
          component="a"
          href={`/api/snapshots/${encodeURIComponent(snapshotId)}/lineage/export?${new URLSearchParams({ as: format, statements: String(statements) })}`}
          download
        >
          {title}
        </Menu.Item>
      ))}
    </>
  )
}
