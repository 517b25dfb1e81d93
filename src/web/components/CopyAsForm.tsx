import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { connectorSettings } from '../../connectors/settings-registry.ts'
import type { ConnectorId, FieldPath } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import classes from './CopyAsForm.module.css'
import { CopyButton } from './CopyButton.tsx'
import { SelectBox } from './TextBox.tsx'

export interface CopyAsFormProps {
  readonly connector: ConnectorId
  readonly form: JsonObject
  /** Of the service; empty while it has none. */
  readonly name: string
  /** Secret fields with a stored value, which the page does not have. */
  readonly stored: readonly FieldPath[]
}

export function CopyAsForm({ connector, form, name, stored }: CopyAsFormProps) {
  const [chosen, setChosen] = useState('uri')
  const [withPassword, setWithPassword] = useState(false)
  const id = useId()
  const formats = useQuery({
    queryKey: ['copy-formats', connector],
    queryFn: async () => (await connectorSettings(connector)?.loadCopyFormats()) ?? [],
    staleTime: Number.POSITIVE_INFINITY,
  })
  const select = useRef<HTMLSelectElement>(null)
  // The dialog was there before what is in it.
  const isLoaded = formats.data !== undefined
  useEffect(() => {
    if (isLoaded) select.current?.focus()
  }, [isLoaded])
  if (formats.error !== null)
    return <p className={classes.problem}>The formats could not be loaded. Open this again.</p>
  const format = formats.data?.find((one) => one.id === chosen) ?? formats.data?.[0]
  if (formats.data?.length === 0) return <p>This connector has no other way to write a connection down.</p>
  if (formats.data === undefined || format === undefined) return <p className="dim">Loading…</p>
  const written = format.render({ form, name, stored, withPassword })
  const hasTyped = typeof form.password === 'string' && form.password !== ''
  return (
    <>
      <label className={classes.label} htmlFor={id}>
        Format
      </label>
      <SelectBox ref={select} id={id} value={format.id} onChange={(event) => setChosen(event.currentTarget.value)}>
        {formats.data.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </SelectBox>
      {written.ok ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, which has to work by keyboard too */}
          <pre className={classes.code} tabIndex={0} data-copy={format.id}>
            {written.value.text}
          </pre>
          <ul className={classes.notes} aria-live="polite">
            {[...new Set(written.value.notes)].map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      ) : (
        <p className={classes.problem} role="alert">
          {written.error}
        </p>
      )}
      <div className={classes.foot}>
        <Checkbox
          checked={withPassword && hasTyped}
          disabled={!hasTyped}
          label="Put in the password typed here"
          description={
            hasTyped
              ? 'Whoever gets the copy gets the password.'
              : 'None is typed; a stored one never leaves the server.'
          }
          onChange={(event) => setWithPassword(event.currentTarget.checked)}
        />
        <span className={classes.spacer} />
        {written.ok && <CopyButton text={written.value.text} label="Copy" />}
      </div>
    </>
  )
}
