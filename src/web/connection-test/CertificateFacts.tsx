import { CopyButton } from '../components/CopyButton.tsx'
import { FactList } from './FactValue.tsx'
import classes from './StageDrawer.module.css'
import type { Certificate } from './stage-facts.ts'

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })

/** Who the server says it is, and who vouches for it. */
export function CertificateFacts({ certificate }: { certificate: Certificate }) {
  const { subject, issuer, names, validFrom, validTo, fingerprint, selfSigned } = certificate
  return (
    <section>
      <h3>Certificate</h3>
      <FactList
        facts={[
          { key: 'subject', value: subject },
          { key: 'names', value: names },
          { key: 'issuer', value: selfSigned ? `${issuer} (itself)` : issuer },
          {
            key: 'valid',
            value: `${dayOf(validFrom)} to ${dayOf(validTo)}, ${validityWords(certificate, Date.now())}`,
          },
        ]}
      />
      <div className={classes.blockHead}>
        <span>SHA-256 fingerprint</span>
        <CopyButton text={fingerprint} label="Copy fingerprint" iconOnly />
      </div>
      <pre className={classes.block}>{fingerprint}</pre>
    </section>
  )
}

const dayOf = (iso: string): string => (Number.isNaN(Date.parse(iso)) ? iso : day.format(new Date(iso)))

function validityWords({ validFrom, validTo }: Certificate, now: number): string {
  const days = Math.floor((Date.parse(validTo) - now) / 86_400_000)
  if (now < Date.parse(validFrom)) return 'not yet valid'
  if (days < 0) return 'expired'
  return days === 1 ? '1 day left' : `${days.toLocaleString('en')} days left`
}
