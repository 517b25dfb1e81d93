import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { type AccessCapability, accessCapabilities } from '../../core/access.ts'
import { accessGap, psqlScript } from '../../core/access-gap.ts'
import type { TestReport } from '../../core/connection.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import classes from './GapScript.module.css'

const names: Readonly<Record<AccessCapability, string>> = {
  metadata: 'Metadata',
  usage: 'Usage and lineage',
  profiles: 'Profiles and checks',
}

/** One script for everything that a test found missing and a grant would bring, for the capabilities that are wanted. */
export function GapScript({ report }: { report: TestReport }) {
  const [unwanted, setUnwanted] = useState<readonly AccessCapability[]>([])
  const missing = accessGap(report, accessCapabilities).map(({ capability }) => capability)
  const offered = accessCapabilities.filter((capability) => missing.includes(capability))
  if (offered.length === 0) return null
  const steps = accessGap(
    report,
    offered.filter((capability) => !unwanted.includes(capability)),
  )
  const choose = (capability: AccessCapability, on: boolean) =>
    setUnwanted(on ? unwanted.filter((other) => other !== capability) : [...unwanted, capability])
  return (
    <fieldset className={classes.gap}>
      <legend className="visually-hidden">One script for what is missing</legend>
      <span className={classes.title}>What is missing, as one script for the DBA</span>
      {offered.map((capability) => (
        <Checkbox
          key={capability}
          label={names[capability]}
          checked={!unwanted.includes(capability)}
          onChange={(event) => choose(capability, event.currentTarget.checked)}
        />
      ))}
      <span className={classes.copies}>
        {steps.length > 0 && (
          <>
            <CopyButton
              label="Copy script"
              text={psqlScript(steps, 'grant', 'Closes the gap that a connection test found. Run it with psql.')}
            />
            <CopyButton
              label="Copy its undoing"
              text={psqlScript(
                steps,
                'revoke',
                'Takes back exactly what the script for the gap gave. Run it with psql.',
              )}
            />
          </>
        )}
      </span>
    </fieldset>
  )
}
