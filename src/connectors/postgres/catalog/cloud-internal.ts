/** Databases that clouds keep for themselves: they list them and let nobody in. */
export const cloudInternal = [
  'rdsadmin',
  'cloudsqladmin',
  'azure_maintenance',
  'azure_sys',
  'alloydbadmin',
  'alloydbmetadata',
]
