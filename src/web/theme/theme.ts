import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Menu,
} from '@mantine/core'

const cobalt: MantineColorsTuple = [
  '#edf1fd',
  '#d8e0fa',
  '#b0c0f4',
  '#869eee',
  '#6481e8',
  '#4a6be0',
  '#2b53cc',
  '#2246b3',
  '#1d3c99',
  '#18327f',
]

/** 14 px base on a 4 px grid; controls are 32 px high. Colours come from palette.css through the resolver below. */
export const theme = createTheme({
  fontFamily: 'var(--pb-font)',
  fontFamilyMonospace: 'var(--pb-mono)',
  primaryColor: 'cobalt',
  primaryShade: 6,
  colors: { cobalt },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size }) => ({
        root: {
          '--button-height': String(size).startsWith('compact') ? '28px' : '32px',
          '--button-fz': '13px',
          '--button-padding-x': String(size).startsWith('compact') ? '10px' : '12px',
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 4 } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end', transitionProps: { duration: 80 } } }),
  },
})

const shared = {
  '--mantine-color-body': 'var(--pb-body)',
  '--mantine-color-text': 'var(--pb-text)',
  '--mantine-color-dimmed': 'var(--pb-dim)',
  '--mantine-color-placeholder': 'var(--pb-dim)',
  '--mantine-color-error': 'var(--pb-bad)',
  '--mantine-color-anchor': 'var(--pb-accent-text)',
  '--mantine-color-default': 'var(--pb-raised)',
  '--mantine-color-default-hover': 'var(--pb-hover)',
  '--mantine-color-default-color': 'var(--pb-text)',
  '--mantine-color-default-border': 'var(--pb-line-strong)',
  '--mantine-color-cobalt-filled': 'var(--pb-accent)',
  '--mantine-color-cobalt-filled-hover': 'var(--pb-accent-hover)',
  '--mantine-color-cobalt-light': 'var(--pb-accent-tint)',
  '--mantine-color-cobalt-light-color': 'var(--pb-accent-text)',
  '--mantine-color-cobalt-text': 'var(--pb-accent-text)',
  '--mantine-color-gray-text': 'var(--pb-dim)',
  '--mantine-color-gray-light-color': 'var(--pb-dim)',
  '--mantine-color-gray-light-hover': 'var(--pb-hover)',
  '--mantine-color-red-filled': '#b3261e',
  '--mantine-color-red-filled-hover': '#98201a',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
