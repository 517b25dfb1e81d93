import { Checkbox } from '@mantine/core'
import type { ComponentProps } from 'react'
import type { AccessCapability, AccessLogin, AccessProvider } from '../../../core/access.ts'
import { SelectBox, TextBox } from '../../components/TextBox.tsx'
import classes from './AccessPage.module.css'
import { DatabaseRows } from './DatabaseRows.tsx'
import { Labelled } from './Labelled.tsx'
import type { AccessProblems } from './use-access-script.ts'
import { type Wish, withCapability } from './wish.ts'

interface Props {
  readonly wish: Wish
  readonly problems: AccessProblems
  readonly onChange: (wish: Wish) => void
}

const capabilities: readonly (readonly [AccessCapability, string, string])[] = [
  [
    'metadata',
    'Metadata',
    'Names, types, comments, constraints, policies, view lineage. Every role that is let in may read these.',
  ],
  ['usage', 'Usage and lineage', 'Which statements ran how often, from pg_stat_statements.'],
  ['profiles', 'Profiles and checks', 'Measures columns, so it has to read rows.'],
]

const providers: Readonly<Record<AccessProvider, string>> = {
  own: 'Its own machine or container',
  rds: 'Amazon RDS or Aurora',
  'cloud-sql': 'Google Cloud SQL',
  azure: 'Azure Database for PostgreSQL',
  supabase: 'Supabase',
  neon: 'Neon',
}

const logins: Readonly<Record<AccessLogin, string>> = {
  password: 'Password',
  certificate: 'Client certificate',
}

export function WishForm({ wish, problems, onChange }: Props) {
  const set = (change: Partial<Wish>) => onChange({ ...wish, ...change })
  const profiles = wish.capabilities.includes('profiles')
  return (
    <form className={classes.form} aria-label="What is wanted" onSubmit={(event) => event.preventDefault()}>
      <fieldset className={classes.group}>
        <legend>What Patchbay reads</legend>
        {capabilities.map(([capability, label, description]) => (
          <Checkbox
            key={capability}
            className={classes.capability}
            label={label}
            description={description}
            checked={wish.capabilities.includes(capability)}
            disabled={capability === 'metadata'}
            onChange={(event) => onChange(withCapability(wish, capability, event.currentTarget.checked))}
          />
        ))}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>Where</legend>
        <DatabaseRows
          databases={wish.databases}
          withSchemas={profiles}
          problems={problems}
          onChange={(databases) => set({ databases })}
        />
        {profiles && (
          <TextField
            label="Roles that create tables"
            hint="So that their tables of tomorrow can be read too. Several with commas."
            problem={problemUnder(problems, '/owners')}
            mono
            value={wish.owners}
            onText={(owners) => set({ owners })}
          />
        )}
        <Labelled label="The server runs on">
          {({ id }) => (
            <SelectBox
              id={id}
              value={wish.provider}
              onChange={(e) => set({ provider: e.currentTarget.value as AccessProvider })}
            >
              <Options of={providers} />
            </SelectBox>
          )}
        </Labelled>
      </fieldset>
      <RoleFields wish={wish} problems={problems} set={set} />
    </form>
  )
}

interface RoleProps {
  readonly wish: Wish
  readonly problems: AccessProblems
  readonly set: (change: Partial<Wish>) => void
}

function RoleFields({ wish, problems, set }: RoleProps) {
  const certificate = wish.login === 'certificate'
  return (
    <fieldset className={classes.group}>
      <legend>The new role</legend>
      <div className={classes.pair}>
        <TextField
          label="Name"
          problem={problems.get('/role')}
          mono
          autoComplete="off"
          spellCheck={false}
          value={wish.role}
          onText={(role) => set({ role })}
        />
        <Labelled label="Logs in with">
          {({ id }) => (
            <SelectBox
              id={id}
              value={wish.login}
              onChange={(e) => set({ login: e.currentTarget.value as AccessLogin })}
            >
              <Options of={logins} />
            </SelectBox>
          )}
        </Labelled>
        <TextField
          label="Last day"
          hint={certificate ? 'Concerns passwords only.' : 'Empty: no end.'}
          problem={problems.get('/validUntil')}
          type="date"
          value={wish.validUntil}
          onText={(validUntil) => set({ validUntil })}
        />
        <TextField
          label="Sessions at a time"
          hint="Empty: no limit. Patchbay needs 2."
          problem={problems.get('/connectionLimit')}
          inputMode="numeric"
          value={wish.connectionLimit}
          onText={(connectionLimit) => set({ connectionLimit })}
        />
      </div>
      {wish.provider === 'own' && (
        <>
          <TextField
            label="Logs in from"
            hint="Address or network of the machine that runs Patchbay, for pg_hba.conf."
            problem={problems.get('/address')}
            mono
            placeholder="10.0.0.5 or 10.0.0.0/8"
            value={wish.address}
            onText={(address) => set({ address })}
          />
          <Checkbox
            label="Only over TLS"
            checked={wish.tls || certificate}
            disabled={certificate}
            onChange={(event) => set({ tls: event.currentTarget.checked })}
          />
        </>
      )}
    </fieldset>
  )
}

interface TextFieldProps extends Omit<ComponentProps<typeof TextBox>, 'onChange'> {
  readonly label: string
  readonly hint?: string
  readonly problem: string | undefined
  readonly onText: (text: string) => void
}

function TextField({ label, hint, problem, onText, ...box }: TextFieldProps) {
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(control) => <TextBox {...control} {...box} onChange={(event) => onText(event.currentTarget.value)} />}
    </Labelled>
  )
}

function Options({ of }: { of: Readonly<Record<string, string>> }) {
  return Object.entries(of).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
}

/** The first problem at a place or below it. */
export function problemUnder(problems: AccessProblems, path: string): string | undefined {
  return [...problems].find(([at]) => at === path || at.startsWith(`${path}/`))?.[1]
}
