import { expect, it } from 'vitest'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore } from '../../src/store/open-store.ts'
import { expectAllDone, killWorkers } from '../support/kill-workers.ts'
import { startStateAndSource } from '../support/state-and-source.ts'

it('50 workers killed at random moments leave no half snapshot, lose nothing and do nothing twice', async () => {
  const rig = await startStateAndSource({ tables: 1500, services: 4 })
  const keyring = toKeyring([Buffer.from(rig.env.PATCHBAY_KEY ?? '', 'base64url')])
  const store = await openStore({ url: rig.env.DATABASE_URL ?? '', keyring })
  try {
    const { hits } = await killWorkers(rig, store, 50, 4_000)
    await expectAllDone(rig, store)
    const ended = await rig.state.sql('select state, count(*)::int as runs from patchbay.runs group by 1')
    console.log(`${hits} of 50 kills hit runs under way`, ended)
    expect(hits).toBeGreaterThan(10)
  } finally {
    await store.close()
    await rig.stop()
  }
}, 1_800_000)
