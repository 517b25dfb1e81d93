import { expect, test } from 'vitest'
import { addChecks } from '../../../src/runs/quality/checks.ts'
import { changeQualitySettings, showQualitySettings } from '../../../src/runs/quality/profiles.ts'
import { showUsage } from '../../../src/runs/usage/service-usage.ts'
import { startQualityShop } from '../quality/quality-shop.ts'

const tables = `
  create extension pg_stat_statements;
  create table orders (id integer primary key, total numeric);
  create table archive (id integer);
  insert into orders select n, n from generate_series(1, 100) n;
  create role reader login password 'reader'; grant pg_read_all_stats to reader; grant select on orders, archive to reader`

// The oldest keeps comments wherever they stand, the newest none before a statement.
test.each([14, 18])(
  'what Patchbay asks of Postgres %i is not taken for somebody’s use, unless it is asked for',
  async (major) => {
    const shop = await startQualityShop(tables, { major, conf: { shared_preload_libraries: 'pg_stat_statements' } })
    try {
      const { context, service } = shop
      await shop.source.sql('select total from orders where id = 7', 'shop')
      const settings = await showQualitySettings(context, service)
      await changeQualitySettings(context, service, { ...settings, where: 'true -- all of them' })
      await addChecks(context, service, [
        { id: 'rows', relation: 'archive', kind: 'tableRowCountToEqual', parameters: { value: 0 } },
      ])
      for (const kind of ['extract', 'profile', 'check', 'usage'] as const) {
        expect(await shop.perform(kind), kind).toMatchObject({ state: 'succeeded' })
      }
      const span = { from: 'reset', to: null } as const
      const texts = async (own: boolean) =>
        (await showUsage(context, service, { ...span, own })).statements.map(({ text }) => text ?? '')
      const [others, all] = [await texts(false), await texts(true)]
      const own = all.filter((text) => !others.includes(text))
      expect(others).toContain('select total from orders where id = $1')
      expect(others.filter((text) => /archive|pg_get_expr/.test(text) && !/^create|grant/.test(text))).toEqual([])
      expect(own.filter((text) => /^copy/.test(text)).length).toBeGreaterThan(10)
      expect(own.some((text) => /archive/.test(text) && !/^copy/.test(text))).toBe(true)
    } finally {
      await shop.stop()
    }
  },
)
