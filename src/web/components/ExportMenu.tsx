import { Menu } from '@mantine/core'
import { ChevronDown, Download } from 'lucide-react'
import { formatTitles, type SnapshotFormatId } from '../../core/catalog/export/format-titles.ts'
import { LineageExportItems } from '../lineage/LineageExportItems.tsx'
import copyClasses from './CopyButton.module.css'
import classes from './ExportMenu.module.css'

interface Props {
  readonly snapshotId: string
  /** Only what stands in it. */
  readonly database?: string
  readonly schema?: string
}

const formats = Object.keys(formatTitles) as SnapshotFormatId[]

/** A snapshot, or a part of it, as a file for another tool. */
export function ExportMenu({ snapshotId, database, schema }: Props) {
  const address = (format: SnapshotFormatId) => {
    const query = new URLSearchParams({ as: format })
    if (database !== undefined) query.set('database', database)
    if (schema !== undefined) query.set('schema', schema)
    return `/api/snapshots/${encodeURIComponent(snapshotId)}/export?${query}`
  }
  const what = schema !== undefined ? 'The schema' : database !== undefined ? 'The database' : 'The snapshot'
  return (
    <div className={classes.place}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={copyClasses.copy}>
            <Download size={14} aria-hidden="true" />
            Export
            <ChevronDown size={12} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{what} as</Menu.Label>
          {formats.map((format) => (
            <Menu.Item key={format} component="a" href={address(format)} download>
              {formatTitles[format]}
            </Menu.Item>
          ))}
          {database === undefined && <LineageExportItems snapshotId={snapshotId} statements={false} />}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
