import { Menu } from '@mantine/core'
import { ChevronDown, Download } from 'lucide-react'
import { usageFormats, usageFormatTitles } from '../../core/usage/export/usage-formats.ts'
import copyClasses from '../components/CopyButton.module.css'
import { spanSuffix, useSpan } from './use-span.ts'

/** What the chosen span says as a file for another tool. */
export function UsageExport({ serviceId }: { readonly serviceId: string }) {
  const [span] = useSpan()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={copyClasses.copy}>
          <Download size={14} aria-hidden="true" />
          Export
          <ChevronDown size={12} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>This span as</Menu.Label>
        {usageFormats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/services/${encodeURIComponent(serviceId)}/usage/export${spanSuffix(span, new URLSearchParams({ as: format }))}`}
            download
          >
            {usageFormatTitles[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
