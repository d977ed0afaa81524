import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'
import { defineConfig } from 'vitest/config'

const src = fileURLToPath(new URL('./src', import.meta.url))

export default defineConfig({
  plugins: [
    vue(),
    ui({
      // The theme is ours (shared/appearance.ts): the plugin would keep its own copy in storage.
      colorMode: false,
      // Every icon used is found at build time and shipped inside: nothing is ever fetched.
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      autoImport: false,
      components: { dirs: [], dts: false },
      dts: false,
      // Styles of the components in use alone: a third of what there is.
      experimental: { componentDetection: true },
      theme: {
        colors: ['primary', 'secondary', 'success', 'info', 'warning', 'error', 'danger'],
        transitions: false,
      },
      ui: {
        colors: {
          primary: 'teal',
          secondary: 'stone',
          success: 'teal',
          info: 'sky',
          warning: 'amber',
          error: 'amber',
          danger: 'red',
          neutral: 'stone',
        },
        button: {
          slots: { base: 'min-h-target justify-center disabled:opacity-50 aria-disabled:opacity-50' },
          variants: {
            // The library's own type forgets that a size is a set of slots.
            size: {
              lg: { base: 'px-4 py-2 text-base gap-2', leadingIcon: 'size-[1.2em]', trailingIcon: 'size-[1.2em]' } as never,
            },
          },
          // Under the pointer, too, the words keep a contrast of 4.5 : 1.
          compoundVariants: [
            { color: 'primary', variant: 'solid', class: { base: 'hover:bg-primary/90 active:bg-primary/90' } as never },
          ],
          defaultVariants: { size: 'lg' },
        },
        input: { slots: { root: 'w-full', base: 'min-h-target text-base' }, defaultVariants: { size: 'lg' } },
        textarea: { slots: { root: 'w-full', base: 'text-base leading-prose' }, defaultVariants: { size: 'lg' } },
        select: { slots: { base: 'min-h-target text-base w-full' }, defaultVariants: { size: 'lg' } },
        selectMenu: { slots: { base: 'min-h-target text-base w-full' }, defaultVariants: { size: 'lg' } },
        inputMenu: { slots: { root: 'w-full', base: 'min-h-target text-base w-full' }, defaultVariants: { size: 'lg' } },
        formField: { defaultVariants: { size: 'lg' } },
        checkbox: { defaultVariants: { size: 'lg' } },
        radioGroup: { defaultVariants: { size: 'lg' } },
        switch: { defaultVariants: { size: 'lg' } },
      },
    }),
  ],
  resolve: { alias: { '@': src } },
  // Relative addresses: the window serves the files from its own protocol.
  base: './',
  build: {
    target: ['es2022', 'safari16.4'],
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    // A data: script or font would need a wider policy than the window grants.
    assetsInlineLimit: 0,
  },
  // The guide's texts lie in assets/, beside ui/.
  server: { port: 5173, strictPort: true, host: '127.0.0.1', fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testing/setup.ts'],
    server: { deps: { inline: [/@nuxt\/ui/] } },
    restoreMocks: true,
  },
})
