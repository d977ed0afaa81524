// What the drivers of the real window are tried out on.
const find = (name) => document.querySelector(`[data-testid=${name}]`)
find('button').addEventListener('click', () => {
  find('output').textContent = `pressed: ${find('text').value}`
})
find('file').addEventListener('change', async (event) => {
  const file = event.target.files[0]
  const bytes = new Uint8Array(await file.arrayBuffer())
  find('output').textContent = `${file.name} ${bytes.length} ${bytes.reduce((sum, byte) => sum + byte, 0)}`
})
