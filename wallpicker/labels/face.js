// The face of the labeller, the namer and the grid, for Jupyter and Voilà (anywidget: https://anywidget.dev).
//
// It decides nothing. The kernel says what to show in one object, `card`; this file draws it, and sends back which key or button
// was used and which picture was on show then: {does, id, n}. The kernel's next card carries the same `n` as `reply`, and only then
// is the next key sent. So the next picture appears when the last answer is on the disk, and keys that come faster wait in order.
//
// A card:  title, reply, id, alt, message: {title, text} where no picture can be shown
//          head: {done, soon}, shares: [[look, share of 1], …]        the line and the bar above the picture
//          rows: [[{does, label, key, keys, look, tip, pressed, of}]] the buttons; `of` says that one is about the picture on show
//          note: {text, more, bad}, next: [id, …], strip: [{id, seq, label, look}], entry: a placeholder, or nothing
//          cells: [{id, alt, pressed, label, words, message}], columns the grid's pictures instead of one
// Pictures come as messages of their own, {picture, format} and their bytes, when asked for by {does: 'want', id}.

const PATIENCE = 3000   // ms: keys pressed while an answer took longer than this were about the picture that stood still
const DOUBLE = 300      // ms: a second click sooner than this is the other half of a double click
const DECODING = 1000   // ms: a picture that takes longer is drawn as far as it is
const SWIPE = 60        // CSS pixels: a finger that moved less did not swipe

// An element: h('button', {className: 'a', onclick: f, 'aria-label': 'text'}, child, …)
function h(tag, props = {}, ...children) {
  const el = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (name in el) el[name] = value
    else if (value !== null && value !== undefined) el.setAttribute(name, value)
  }
  el.append(...children)
  return el
}

// ---- pictures -------------------------------------------------------------------------------------------------------
// `get(id)` is a promise of a decoded <img>, asked of the kernel once; `keep(ids)` forgets all others.
function album(model) {
  const known = new Map()
  function entry(id) {
    if (!known.has(id)) {
      let arrive
      const img = new Promise(resolve => { arrive = resolve })
      known.set(id, { img, arrive, url: null })
    }
    return known.get(id)
  }
  function get(id, again = false) {   // `again`: the kernel says nothing of a picture that it could not fetch then
    const isNew = !known.has(id), { img, url } = entry(id)
    if (isNew || (again && !url)) model.send({ does: 'want', id })
    return img
  }
  async function take({ picture, format }, buffers) {
    const it = entry(picture)
    if (it.url) return
    it.url = URL.createObjectURL(new Blob([buffers[0]], { type: `image/${format}` }))
    const img = h('img', { src: it.url })
    // A picture that cannot be decoded is drawn as the browser draws those; a tab in the background may not decode at all
    await Promise.race([img.decode().catch(() => {}), new Promise(enough => setTimeout(enough, DECODING))])
    it.ready = img
    it.arrive(img)
  }
  function keep(ids) {
    const wanted = new Set(ids)
    for (const [id, { url }] of known) if (!wanted.has(id) && url) { URL.revokeObjectURL(url); known.delete(id) }
  }
  return { get, take, keep, ready: id => known.get(id)?.ready }
}

// ---- what is sent, one at a time ------------------------------------------------------------------------------------
// `press` queues an action; each is sent with the picture that is on show when its turn has come, unless it names one itself.
function outbox(model, shown, trouble, busy) {
  const tab = Math.random().toString(36).slice(2), queue = []
  let count = 0, waiting = null, clicked = { at: -Infinity }
  function send() {
    if (waiting || !queue.length) return
    const { of, ...action } = queue.shift()
    waiting = { n: `${tab}-${++count}`, since: performance.now(), timer: setTimeout(() => trouble('slow'), PATIENCE) }
    busy(true)
    model.send({ id: shown(), ...action, n: waiting.n })
  }
  return {
    press(action) { queue.push(action); send() },
    click(action, e) {   // a click is about what was under it, also when that is gone by the time it is sent
      const what = `${action.does} ${action.word}`, soon = e.timeStamp - clicked.at < DOUBLE
      const again = soon && (clicked.what === what || e.detail > 1)
      clicked = { at: e.timeStamp, what }
      if (action.of && again) return
      this.press(action.of ? { ...action, id: shown() } : action)
    },
    replied(reply) { if (waiting?.n === reply) waiting.replied = true },   // a newer card may overtake this one before it is drawn
    drawn() {   // the newest card is on the screen
      if (!waiting?.replied) return
      clearTimeout(waiting.timer)
      const late = performance.now() - waiting.since > PATIENCE, lost = late ? queue.splice(0).length : 0
      waiting = null
      busy(false)
      trouble(lost ? 'lost' : null)
      send()
    },
  }
}

const TROUBLE = {
  slow: 'Waiting for the kernel. If it was restarted, run this cell again: what stands in the strip as answered is kept.',
  lost: 'Keys pressed while nothing moved were not taken as answers.',
}

// ---- keys -----------------------------------------------------------------------------------------------------------
const TAKEN = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Backspace', 'Enter', 'Escape', ' '])
const SIGNS = { ' ': 'space', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', PageUp: 'PgUp', PageDown: 'PgDn' }

// The name of a key: a letter of another alphabet counts as the Latin one in its place on the keyboard
function name(e) {
  if (e.key.length > 1) return e.key
  if (/^[^\x00-\x7f]$/.test(e.key) && /^Key[A-Z]$/.test(e.code)) return e.code[3].toLowerCase()
  return e.key.toLowerCase()
}

// ---- the view -------------------------------------------------------------------------------------------------------
function render({ model, el }) {
  const pictures = album(model)
  let shown = null, card = null, anchor = null
  const out = outbox(model, () => shown, say, on => root.toggleAttribute('data-busy', on))

  const done = h('span'), soon = h('span'), bar = h('div', { className: 'wp-bar', 'aria-hidden': 'true' })
  const figure = h('figure', { className: 'wp-figure' }), cells = h('div', { className: 'wp-cells' })
  const rows = h('div', { className: 'wp-rows' }), note = h('p', { className: 'wp-note' })
  const live = h('p', { className: 'wp-live', role: 'status', 'aria-live': 'polite' })
  const strip = h('ol', { className: 'wp-strip', 'aria-label': 'answered last; choose one to correct it' })
  const entry = h('input', { className: 'wp-entry', type: 'text', autocomplete: 'off', spellcheck: false })
  const dialog = h('dialog', { className: 'wp-dialog' })
  const root = h('section', { className: 'wallpicker', tabIndex: 0, 'data-lm-suppress-shortcuts': 'true' },
    h('div', { className: 'wp-line' }, done, soon), bar, figure, cells, rows, entry, note, live, strip, dialog)
  el.append(root)

  function say(kind) {
    root.toggleAttribute('data-waiting', kind === 'slow')
    if (!kind) return
    note.textContent = live.textContent = TROUBLE[kind]
    note.classList.add('wp-bad')
  }
  // After a click by hand the keys are the card's again; a button pressed by a key keeps the focus
  function clicked(e) {
    if (e.detail) root.focus({ preventScroll: true })
    e.stopPropagation()
  }

  // Buttons keep their element as long as they keep their place, so that focus stays where it is
  const made = new Map()
  function button(b, place) {
    if (!made.has(place)) made.set(place, h('button', { type: 'button' }))
    const it = made.get(place)
    it.className = `wp-button wp-${b.look ?? 'plain'}`
    it.title = b.tip ?? ''
    it.dataset.does = b.does
    it.onclick = e => { out.click({ does: b.does, of: b.of, word: b.word }, e); clicked(e) }
    if (b.pressed === undefined || b.pressed === null) it.removeAttribute('aria-pressed')
    else it.setAttribute('aria-pressed', b.pressed)
    if (b.keys) it.setAttribute('aria-keyshortcuts', b.keys.map(k => k === ' ' ? 'Space' : k).join(' '))
    it.replaceChildren(h('span', {}, b.label), ...(b.key ? [h('kbd', {}, b.key)] : []))
    return it
  }
  function drawButtons() {
    const lines = card.rows.map((row, r) => {
      const line = rows.children[r] ?? h('div', { className: 'wp-row', role: 'group' })
      const buttons = row.map(b => button(b, `${r} ${b.does} ${b.word ?? ''}`))
      if (line.children.length !== buttons.length || buttons.some((b, i) => b !== line.children[i])) line.replaceChildren(...buttons)
      line.classList.toggle('wp-large', r === 0 && !card.cells)
      line.classList.toggle('wp-said', row.some(b => b.word))
      return line
    })
    if (rows.children.length !== lines.length || lines.some((l, i) => l !== rows.children[i])) rows.replaceChildren(...lines)
  }

  function thumbnail(id, alt, middle = false) {
    const place = h('span', { className: 'wp-thumb' })
    pictures.get(id).then(img => {
      place.replaceChildren(h('img', { src: img.src, alt }))
      if (middle && img.naturalHeight > img.naturalWidth) place.append(square(img))
    })
    return place
  }
  // The middle of an upright picture: the model sees it in true shape, and the whole picture squashed
  function square(img) {
    const mark = h('i', { className: 'wp-middle', title: 'the model sees this part in true shape, and the whole squashed into a square' })
    mark.style.width = `${100 * 9 / 16 * img.naturalWidth / img.naturalHeight}%`   // of a box of 16:9 that the picture fills from top to bottom
    return mark
  }
  let stripOf = ''
  function drawStrip() {
    const now = JSON.stringify(card.strip ?? [])
    if (now === stripOf) return
    stripOf = now
    strip.replaceChildren(...(card.strip ?? []).map(s => h('li', {}, h('button', {
      type: 'button', className: `wp-last wp-edge-${s.look}`, title: `${s.label}: choose to correct`, 'data-seq': s.seq,
      onclick: e => { out.click({ does: 'correct', seq: s.seq }, e); clicked(e) },
    }, thumbnail(s.id, s.alt ?? s.id), h('span', {}, s.label)))))
  }

  function drawCells() {
    cells.style.setProperty('--wp-columns', card.columns)
    const focus = cells.contains(document.activeElement) ? document.activeElement.dataset.id : null
    const place = focus ? [...cells.querySelectorAll('button')].findIndex(b => b.dataset.id === focus) : -1
    cells.replaceChildren(...card.cells.map(c => {
      const below = h('span', { className: 'wp-words' }, c.words)
      if (c.message) return h('div', { className: 'wp-cell' }, h('span', { className: 'wp-end' }, c.message), below)
      const b = h('button', { type: 'button', className: 'wp-mark', 'aria-pressed': c.pressed, 'aria-label': `${c.alt}: ${c.label}` },
        thumbnail(c.id, '', true), h('b', { 'aria-hidden': 'true' }, c.label))
      b.dataset.id = c.id
      b.onclick = e => { if (e.detail < 2) mark(b, e.shiftKey); e.stopPropagation() }   // a double click marks once
      return h('div', { className: 'wp-cell' }, b, below)
    }))
    const buttons = [...cells.querySelectorAll('button')], again = buttons.find(b => b.dataset.id === focus) ?? buttons[place]
    again?.focus({ preventScroll: true })
  }
  // Mark one cell the other way, or a range from the one marked last as that one is marked
  function mark(b, range) {
    const buttons = [...cells.querySelectorAll('button')], at = buttons.indexOf(b), from = buttons.findIndex(x => x.dataset.id === anchor)
    const on = x => x.getAttribute('aria-pressed') === 'true'
    if (!range || from < 0) {
      anchor = b.dataset.id
      out.press({ does: 'mark', ids: [b.dataset.id], yes: !on(b) })
    } else {
      const ids = buttons.slice(Math.min(at, from), Math.max(at, from) + 1).map(x => x.dataset.id)
      out.press({ does: 'mark', ids, yes: on(buttons[from]) })
    }
  }

  async function draw() {
    const mine = card = model.get('card')
    out.replied(card.reply)
    root.setAttribute('aria-label', card.title)
    root.classList.toggle('wp-wide', Boolean(card.cells))
    if (card.message) {
      figure.replaceChildren(h('div', { className: 'wp-end' }, h('b', {}, card.message.title), h('span', {}, card.message.text)))
    } else if (card.id && !card.cells) {
      const img = pictures.ready(card.id) ?? await pictures.get(card.id, true)
      if (card !== mine) return   // another card came meanwhile
      img.alt = card.alt
      if (figure.firstChild !== img) figure.replaceChildren(img)
    } else figure.replaceChildren()
    figure.hidden = Boolean(card.cells)
    figure.dataset.id = shown = card.id
    drawButtons()
    done.textContent = card.head.done
    soon.textContent = card.head.soon
    bar.replaceChildren(...(card.shares ?? []).map(([look, share]) => {
      const part = h('i', { className: `wp-${look}` })
      part.style.width = `${100 * share}%`
      return part
    }))
    bar.hidden = !card.shares
    note.className = card.note.bad ? 'wp-note wp-bad' : 'wp-note'
    note.replaceChildren(card.note.text, ...(card.note.more ? [h('span', {}, card.note.more)] : []))
    live.textContent = card.note.text
    entry.hidden = !card.entry
    if (card.entry) { entry.placeholder = card.entry; entry.setAttribute('aria-label', card.entry) }
    if (card.cells) drawCells()
    out.drawn()
    drawStrip()
    for (const id of card.next ?? []) pictures.get(id)
    pictures.keep([card.id, ...(card.next ?? []), ...(card.strip ?? []).map(s => s.id), ...(card.cells ?? []).map(c => c.id)])
  }

  // ---- the dialog: a picture in full size, or the keys
  function open(title, ...children) {
    dialog.setAttribute('aria-label', title)
    dialog.replaceChildren(...children)
    dialog.onclick = () => dialog.close()
    dialog.showModal()
  }
  function zoom() {
    const img = pictures.ready(shown)
    if (!img) return
    const page = card.link && h('a', { href: card.link, target: '_blank', rel: 'noopener noreferrer' }, 'its page')
    open('picture in full size', h('img', { src: img.src, alt: img.alt }), ...(page ? [page] : []))
  }
  function help() {
    const keys = card.rows.flat().filter(b => b.keys?.length).map(b => [b.keys, b.tip || b.label])
    const more = card.cells ? [[['arrows'], 'move'], [[' '], 'mark the other way'], [['Shift + arrow', 'Shift + click'], 'mark a range alike']]
      : [[['z', 'Enter'], 'this picture in full size']]
    open('keys', h('table', {}, ...[...keys, ...more, [['?'], 'this list']].map(([keys, text]) =>
      h('tr', {}, h('td', {}, ...keys.flatMap(k => [h('kbd', {}, SIGNS[k] ?? k), ' '])), h('td', {}, text)))))
  }

  // ---- hands
  function across(e) {   // arrows in the grid: to the neighbour in that direction
    const buttons = [...cells.querySelectorAll('button')], at = buttons.indexOf(document.activeElement)
    const columns = getComputedStyle(cells).gridTemplateColumns.split(' ').length
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
    const to = buttons[at < 0 ? 0 : at + steps[e.key]]
    if (!to) return
    if (e.shiftKey && at >= 0) {
      if (anchor === null || !buttons.some(b => b.dataset.id === anchor)) anchor = document.activeElement.dataset.id
      mark(to, true)
    }
    to.focus()
  }
  function keydown(e) {
    if (e.target === entry) {
      if (e.key === 'Enter' && entry.value && !e.isComposing) {
        out.press({ does: 'enter', text: entry.value, id: shown })
        entry.value = ''
        root.focus()
      }
      if (e.key === 'Escape') root.focus()
      e.stopPropagation()
      return
    }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.key === 'Tab' || e.key === 'Shift') return
    const key = name(e), onButton = e.target.tagName === 'BUTTON'
    if (dialog.open) {
      if (['Escape', 'z', 'Enter', '?'].includes(key)) {
        dialog.close()
        e.preventDefault()
      }
      return e.stopPropagation()
    }
    if (onButton && (key === ' ' || (key === 'Enter' && !e.target.matches('.wp-mark')))) {   // the browser's own click
      if (e.repeat) e.preventDefault()
      return e.stopPropagation()
    }
    if (e.shiftKey && key.length > 1 && !card.cells) return   // marks text elsewhere, so it is no answer
    if (key.length > 1 && !TAKEN.has(key) && !card.rows.flat().some(b => b.keys?.includes(key))) return
    e.preventDefault()
    e.stopPropagation()
    if (card.cells && key.startsWith('Arrow')) return across(e)
    if (e.repeat) return   // a key held down says one thing
    const b = card.rows.flat().find(b => b.keys?.includes(key))
    if (b && card.cells && b.of) out.click({ does: b.does, of: true }, e)   // one page a hand, as with clicks
    else if (b) out.press({ does: b.does, word: b.word })
    else if (key === 'Escape') out.press({ does: 'leave' })
    else if (key === '?') help()
    else if ((key === 'z' || key === 'Enter') && !card.cells) zoom()
    else out.press({ does: 'key', key })
  }
  let from = null
  figure.onpointerdown = e => { from = e.pointerType === 'mouse' ? null : [e.clientX, e.clientY] }
  figure.onpointerup = e => {
    if (!from) return
    const [dx, dy] = [e.clientX - from[0], e.clientY - from[1]]
    from = null
    if (Math.abs(dx) < SWIPE || Math.abs(dy) > Math.abs(dx)) return
    const key = dx > 0 ? 'ArrowRight' : 'ArrowLeft', b = card.rows.flat().find(b => b.keys?.includes(key))
    if (b) out.click({ does: b.does, of: true }, e)
  }
  root.onkeydown = keydown
  root.onclick = e => { if (!dialog.contains(e.target) && e.target !== entry) root.focus({ preventScroll: true }) }
  // JupyterLab takes the focus back when its own cell is clicked: not from here
  root.onmousedown = e => e.stopPropagation()

  const hear = (msg, buffers) => { if (msg.picture) pictures.take(msg, buffers) }
  model.on('change:card', draw)
  model.on('msg:custom', hear)
  draw()
  return () => { model.off('change:card', draw); model.off('msg:custom', hear); pictures.keep([]) }
}

export default { render }
