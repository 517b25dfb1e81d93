import { Download } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { AccessScript } from '../../../core/access.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import classes from './AccessPage.module.css'
import { TabList, tabId } from './TabList.tsx'

const tabs = [
  { id: 'steps', label: 'Step by step' },
  { id: 'script', label: 'One script' },
  { id: 'undo', label: 'Undo' },
  { id: 'request', label: 'Request to send' },
] as const
type TabId = (typeof tabs)[number]['id']

export function ScriptResult({ script, role }: { script: AccessScript; role: string }) {
  const [tab, setTab] = useState<TabId>('steps')
  const id = useId()
  const fileName = role.replace(/[^\w-]+/g, '_')
  const views: Readonly<Record<TabId, () => ReactNode>> = {
    steps: () => <Steps script={script} />,
    script: () => (
      <Code label="Script for psql" text={script.grant} file={`${fileName}.sql`}>
        psql asks for the password while it runs. No file or log holds it.
      </Code>
    ),
    undo: () => (
      <Code label="Script that undoes it" text={script.revoke} file={`${fileName}-undo.sql`}>
        Takes back what the script gave, and nothing else.
      </Code>
    ),
    request: () => (
      <Code
        label="Request as Markdown"
        text={script.handOff.markdown}
        file={`${fileName}.md`}
        plain={script.handOff.text}
      >
        For a ticket or a mail to the server’s owner. It holds no secret and asks for none.
      </Code>
    ),
  }
  return (
    <section className={classes.result} aria-label="What to run">
      <TabList label="Forms of the script" tabs={tabs} chosen={tab} panelId={id} onChoose={setTab} />
      <div role="tabpanel" id={id} aria-labelledby={tabId(id, tab)} className={classes.panel}>
        {views[tab]()}
      </div>
    </section>
  )
}

function Steps({ script: { steps, hba, notes } }: { script: AccessScript }) {
  return (
    <>
      <ol className={classes.steps}>
        {steps.map(({ title, why, database, psql, grant }) => (
          <li key={title} className={classes.step}>
            <h2>{title}</h2>
            <p className={classes.why}>
              {why}
              {database !== null && (
                <>
                  {' '}
                  Run it in <code>{database}</code>.
                </>
              )}
            </p>
            <Snippet label={title} text={grant === '' ? (psql ?? '') : grant} />
          </li>
        ))}
        {hba !== null && (
          <li className={classes.step}>
            <h2>Admit its logins</h2>
            <p className={classes.why}>Add this to pg_hba.conf above wider rules, and reload the configuration.</p>
            <Snippet label="Line for pg_hba.conf" text={hba} />
          </li>
        )}
      </ol>
      {notes.length > 0 && (
        <>
          <h2 className={classes.notesTitle}>To know</h2>
          <ul className={classes.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Snippet({ label, text }: { label: string; text: string }) {
  return (
    <div className={classes.snippet}>
      <Pre text={text} />
      <CopyButton text={text} label={`Copy: ${label}`} iconOnly />
    </div>
  )
}

interface CodeProps {
  readonly label: string
  readonly text: string
  readonly file: string
  /** The same without markup. */
  readonly plain?: string
  readonly children: ReactNode
}

function Code({ label, text, file, plain, children }: CodeProps) {
  return (
    <figure className={classes.code} aria-label={label}>
      <figcaption>
        <span className={classes.why}>{children}</span>
        <span className={classes.copies}>
          <CopyButton text={text} label={plain === undefined ? 'Copy' : 'Copy Markdown'} />
          {plain !== undefined && <CopyButton text={plain} label="Copy text" />}
          <a
            className={classes.download}
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text.trimEnd()}\n`)}`}
            download={file}
          >
            <Download size={14} aria-hidden="true" />
            {file}
          </a>
        </span>
      </figcaption>
      <Pre text={text} wraps={plain !== undefined} />
    </figure>
  )
}

function Pre({ text, wraps = false }: { text: string; wraps?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, which has to work by keyboard too
    <pre tabIndex={0} data-wraps={wraps || undefined}>
      {text.trimEnd()}
    </pre>
  )
}
