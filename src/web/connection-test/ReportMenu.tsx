import { Menu } from '@mantine/core'
import { Braces, Check, ChevronDown, Copy, Download, FileText, Hash } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { TestReport } from '../../core/connection.ts'
import { renderReportMarkdown } from '../../core/report-markdown.ts'
import { renderReportText } from '../../core/report-text.ts'
import copyClasses from '../components/CopyButton.module.css'
import { downloadText } from '../components/download.ts'

interface ReportForm {
  readonly name: string
  readonly extension: string
  readonly type: string
  readonly Icon: typeof FileText
  readonly render: (report: TestReport, target: string) => string
}

const forms: readonly ReportForm[] = [
  { name: 'text', extension: 'txt', type: 'text/plain', Icon: FileText, render: renderReportText },
  { name: 'Markdown', extension: 'md', type: 'text/markdown', Icon: Hash, render: renderReportMarkdown },
  {
    name: 'JSON',
    extension: 'json',
    type: 'application/json',
    Icon: Braces,
    render: (report) => `${JSON.stringify(report, null, 2)}\n`,
  },
]

const states = { idle: 'Copy report', copied: 'Copied', refused: 'The browser refused' }

/** A report to pass on, in the form the reader's ticket or script wants. It holds no secrets in any of them. */
export function ReportMenu({ report, target }: { report: TestReport; target: string }) {
  const [state, setState] = useState<keyof typeof states>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 1_600)
    return () => clearTimeout(timer)
  }, [state])
  const copy = ({ render }: ReportForm) =>
    navigator.clipboard.writeText(render(report, target)).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  const Icon = state === 'copied' ? Check : Copy
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={copyClasses.copy}>
          <Icon size={14} aria-hidden="true" />
          <span aria-live="polite">{states[state]}</span>
          <ChevronDown size={12} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map((form) => (
          <Menu.Item
            key={form.name}
            leftSection={<form.Icon size={14} aria-hidden="true" />}
            onClick={() => copy(form)}
          >
            Copy as {form.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {forms.map((form) => (
          <Menu.Item
            key={form.name}
            leftSection={<Download size={14} aria-hidden="true" />}
            onClick={() => downloadText(fileName(report, target, form), form.type, form.render(report, target))}
          >
            Download as {form.name}
          </Menu.Item>
        ))}
        <Menu.Label>Without passwords and keys</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Such as `connection-test-db.internal-5432-orders-2026-03-01T10-00-00.md`. */
function fileName({ startedAt }: TestReport, target: string, { extension }: ReportForm): string {
  const words = ['connection-test', target, startedAt.slice(0, 19)].join('-').replace(/[^\p{L}\d._]+/gu, '-')
  return `${words}.${extension}`
}
