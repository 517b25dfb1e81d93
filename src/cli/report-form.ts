import type { TestReport } from '../core/connection.ts'
import { renderReportMarkdown } from '../core/report-markdown.ts'
import { renderReportText } from '../core/report-text.ts'

/** Forms of a report to pass on, beside its JSON. */
export const reportForms = ['text', 'markdown'] as const
export type ReportForm = (typeof reportForms)[number]

/** Writers of them; their second argument is where the connection points. */
export const renderReport: Readonly<Record<ReportForm, (report: TestReport, target: string) => string>> = {
  text: renderReportText,
  markdown: renderReportMarkdown,
}
