import type { TestApp } from './test-app.ts'

const nobody = '00000000-0000-4000-8000-000000000000'
const schedule = { cron: '0 3 * * *', timeZone: 'UTC', enabled: true }
const runNotFound = { code: 'RUN_NOT_FOUND' }
const snapshotNotFound = { code: 'SNAPSHOT_NOT_FOUND' }
const serviceNotFound = { code: 'SERVICE_NOT_FOUND' }
const scheduleNotFound = { code: 'SCHEDULE_NOT_FOUND' }
const invalid = { code: 'REQUEST_INVALID' }

/** Requests about runs, snapshots and schedules that are refused: what, request, status, part of the answer. */
export const runRefusals: readonly (readonly [string, Parameters<TestApp['call']>, number, object])[] = [
  ['run: unknown', ['GET', `/api/runs/${nobody}`], 404, runNotFound],
  ['run: no id', ['GET', '/api/runs/1'], 400, invalid],
  ['run events: unknown', ['GET', `/api/runs/${nobody}/events`], 404, runNotFound],
  ['run cancel: unknown', ['POST', `/api/runs/${nobody}/cancel`], 404, runNotFound],
  ['run retry: unknown', ['POST', `/api/runs/${nobody}/retry`], 404, runNotFound],
  ['run start: unknown service', ['POST', `/api/services/${nobody}/runs`, { kind: 'extract' }], 404, serviceNotFound],
  ['run start: unknown kind', ['POST', `/api/services/${nobody}/runs`, { kind: 'delete' }], 400, invalid],
  ['runs: none asked for', ['GET', '/api/runs?limit=0'], 400, invalid],
  ['runs: unknown state', ['GET', '/api/runs?state=failed,gone'], 400, invalid],
  ['snapshots: none asked for', ['GET', `/api/services/${nobody}/snapshots?limit=0`], 400, invalid],
  ['snapshot: unknown', ['GET', `/api/snapshots/${nobody}`], 404, snapshotNotFound],
  ['snapshot lines: unknown', ['GET', `/api/snapshots/${nobody}/lines`], 404, snapshotNotFound],
  ['objects: unknown', ['GET', `/api/snapshots/${nobody}/objects`], 404, snapshotNotFound],
  ['objects: a cursor that no page gave', ['GET', `/api/snapshots/${nobody}/objects?cursor=x`], 400, invalid],
  ['objects: unknown kind', ['GET', `/api/snapshots/${nobody}/objects?kind=tables`], 400, invalid],
  ['object: unknown', ['GET', `/api/snapshots/${nobody}/object?kind=role&name=x`], 404, snapshotNotFound],
  ['object: no name', ['GET', `/api/snapshots/${nobody}/object?kind=role`], 400, invalid],
  ['index: unknown', ['GET', `/api/snapshots/${nobody}/index`], 404, snapshotNotFound],
  ['members: unknown', ['GET', `/api/snapshots/${nobody}/members?database=x&schema=y`], 404, snapshotNotFound],
  ['members: of which schema', ['GET', `/api/snapshots/${nobody}/members?database=x`], 400, invalid],
  ['search: unknown', ['GET', `/api/snapshots/${nobody}/search?q=x`], 404, snapshotNotFound],
  ['search: for nothing', ['GET', '/api/search'], 400, invalid],
  ['references: unknown', ['GET', `/api/snapshots/${nobody}/references?kind=role&name=x`], 404, snapshotNotFound],
  ['export: unknown', ['GET', `/api/snapshots/${nobody}/export?as=dbml`], 404, snapshotNotFound],
  ['ddl: unknown', ['GET', `/api/snapshots/${nobody}/ddl?kind=role&name=x`], 404, snapshotNotFound],
  ['difference: unknown', ['GET', `/api/snapshots/${nobody}/difference?from=${nobody}`], 404, snapshotNotFound],
  ['change script: unknown', ['GET', `/api/snapshots/${nobody}/change-script?from=${nobody}`], 404, snapshotNotFound],
  ['change script: from where', ['GET', `/api/snapshots/${nobody}/change-script`], 400, invalid],
  ['changes: none asked for', ['GET', `/api/services/${nobody}/changes?limit=0`], 400, invalid],
  ['changes: before what', ['GET', `/api/services/${nobody}/changes?before=x`], 400, invalid],
  [
    'scope preview: unknown connector',
    ['POST', '/api/scope-previews', { connector: 'nothing', settings: {} }],
    404,
    { code: 'CONNECTOR_NOT_FOUND' },
  ],
  [
    'scope preview: unknown service',
    ['POST', '/api/scope-previews', { connector: 'postgres', settings: {}, serviceId: nobody }],
    404,
    serviceNotFound,
  ],
  ['schedules: no id', ['GET', '/api/schedules?service=1'], 400, invalid],
  ['schedule preview: nothing to preview', ['GET', '/api/schedule-preview'], 400, invalid],
  [
    'schedule: unknown service',
    ['POST', `/api/services/${nobody}/schedules`, { ...schedule, kind: 'test' }],
    404,
    serviceNotFound,
  ],
  ['schedule change: unknown', ['PUT', `/api/schedules/${nobody}`, schedule], 404, scheduleNotFound],
  ['schedule delete: unknown', ['DELETE', `/api/schedules/${nobody}`], 404, scheduleNotFound],
  ['holdings: unknown', ['GET', `/api/services/${nobody}/holdings`], 404, serviceNotFound],
  ['retention: unknown', ['GET', `/api/services/${nobody}/retention`], 404, serviceNotFound],
  ['retention change: unknown', ['PUT', `/api/services/${nobody}/retention`, { own: null }], 404, serviceNotFound],
  ['general retention: less than nothing', ['PUT', '/api/retention', { keepLast: -1, keepDays: null }], 400, invalid],
]
