import { Button } from '@mantine/core'
import { type CertificateFacts as Certificate, type CertificateLink, validityWords } from '../../core/certificate.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import classes from './CertificateFacts.module.css'
import type { DiagnosisActions } from './DiagnosisCard.tsx'
import { FactList } from './FactValue.tsx'
import { Fingerprint } from './Fingerprint.tsx'
import { useConfirmedAction } from './use-confirmed-action.tsx'

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })

interface Props extends Pick<DiagnosisActions, 'stale' | 'onApply'> {
  readonly certificate: Certificate
  /** Whether the way to trust it stands here; a diagnosis has it among its own actions. */
  readonly offersTrust: boolean
}

/** Who the server says it is, who vouches for it, and what became of that. */
export function CertificateFacts({ certificate, offersTrust, stale, onApply }: Props) {
  const { subject, issuer, names, chain, protocol, cipher, fingerprint, selfSigned, trust } = certificate
  const { apply, dialog } = useConfirmedAction(onApply)
  return (
    <section>
      <h3>Certificate</h3>
      <Verdict certificate={certificate} />
      <FactList
        facts={[
          { key: 'subject', value: subject },
          { key: 'names', value: names },
          { key: 'issuer', value: selfSigned ? `${issuer} (itself)` : issuer },
          { key: 'valid', value: validWords(certificate) },
          { key: 'agreed', value: `${protocol}, ${cipher}` },
        ]}
      />
      <CopiedFingerprint fingerprint={fingerprint} />
      {chain.length > 1 && (
        <>
          <h4 className={classes.chainHead}>Signed by, in turn</h4>
          <ol className={classes.chain}>
            {chain.slice(1).map((link) => (
              <li key={link.fingerprint}>
                <p className={classes.linkSubject}>
                  {link.subject}
                  {link.selfSigned && <span className={classes.root}>root</span>}
                </p>
                <p className="dim">{validWords(link)}</p>
                <CopiedFingerprint fingerprint={link.fingerprint} />
              </li>
            ))}
          </ol>
        </>
      )}
      {offersTrust && trust !== null && onApply !== null && (
        <Button variant="default" className={classes.trust} disabled={stale} onClick={() => apply(trust)}>
          {trust.label}…
        </Button>
      )}
      {dialog}
    </section>
  )
}

function Verdict({ certificate: { refused, verified } }: { certificate: Certificate }) {
  if (refused !== null) return <p className={classes.refused}>Refused because {refused}.</p>
  return (
    <p className="dim">
      {verified ? 'Verified.' : 'Not verified: without a CA certificate, nobody checked who signed it.'}
    </p>
  )
}

function CopiedFingerprint({ fingerprint }: { fingerprint: string }) {
  return (
    <>
      <div className={classes.printHead}>
        <span>SHA-256 fingerprint</span>
        <CopyButton text={fingerprint} label="Copy fingerprint" iconOnly />
      </div>
      <Fingerprint text={fingerprint} />
    </>
  )
}

const dayOf = (iso: string): string => (Number.isNaN(Date.parse(iso)) ? iso : day.format(new Date(iso)))

const validWords = (link: CertificateLink): string =>
  `${dayOf(link.validFrom)} to ${dayOf(link.validTo)}, ${validityWords(link, Date.now())}`
