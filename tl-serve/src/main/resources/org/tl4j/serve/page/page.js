'use strict';
// Sends images to the server that this page comes from, and shows what it answers. Whatever comes from a file or from the server
// enters the page as text, never as markup.

const MOST_REQUESTS = 2;
const MOST_LABELS = 5;
const TOKEN = 'tl-token';
const CANVAS_SIDE = 640;
// From dark to bright, as the palette inferno of matplotlib; lightness alone carries the meaning.
const HEAT = [[8, 6, 30], [87, 16, 110], [188, 55, 84], [249, 142, 9], [252, 255, 164]];

const at = (id) => document.getElementById(id);
const models = new Map();
const results = [];
let model = null;

/** Text without control characters and marks of writing direction, which could make it look like another one. */
const clean = (text) => String(text).replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
const percent = (share) => {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  return (100 * share).toFixed(1) + ' %';
};
const whole = (share) => Math.round(100 * share) + ' %';
const plural = (count, word) => count + ' ' + word + (count === 1 ? '' : 's');
const wait = (seconds) => new Promise((resume) => setTimeout(resume, 1000 * seconds));

/** An element with attributes, and children that are elements or text. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
const isolated = (text) => element('bdi', { title: clean(text) }, clean(text));

// Requests

/** What went wrong, as the server or the browser says it. */
class Problem extends Error {
  constructor(text, again) {
    super(text);
    this.again = again;
  }
}

/** Runs at most MOST_REQUESTS tasks at a time, in the order in which they came. */
const line = {
  waiting: [],
  running: 0,
  run(task, signal) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ task, signal, resolve, reject });
      this.next();
    });
  },
  next() {
    while (this.running < MOST_REQUESTS && this.waiting.length > 0) {
      const { task, signal, resolve, reject } = this.waiting.shift();
      if (signal && signal.aborted) {
        reject(signal.reason);
        continue;
      }
      this.running++;
      task().then(resolve, reject).finally(() => {
        this.running--;
        this.next();
      });
    }
  },
};

const gate = { opened: null, open: null };

/** Shows the field for the token, and resumes when one was entered. */
function askForToken(refused) {
  if (!gate.opened) {
    gate.opened = new Promise((open) => (gate.open = open));
    at('token-form').hidden = false;
    at('token-error').textContent = refused ? 'The server does not accept this token.' : '';
    at('token').value = '';
    at('token').focus();
  }
  return gate.opened;
}

at('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, at('token').value.trim());
  at('token-form').hidden = true;
  at('token').value = '';
  const open = gate.open;
  gate.opened = null;
  open();
});

async function send(path, options) {
  const token = sessionStorage.getItem(TOKEN);
  const headers = { ...options.headers, ...(token ? { Authorization: 'Bearer ' + token } : {}) };
  try {
    return { token, response: await fetch(path, { cache: 'no-store', ...options, headers }) };
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    if (error instanceof TypeError && token && /[^\x20-\x7e]/.test(token)) return { token, response: { status: 401 } };
    throw new Problem('The server did not answer. It may have ended, or the image may be larger than it takes.', true);
  }
}

/** The answer of the server. Waits where it is busy, and for the token where it asks for one. */
async function ask(path, options, busy) {
  for (;;) {
    const { token, response } = await send(path, options);
    if (response.status === 401) {
      // another request may have been given a newer one meanwhile
      if (sessionStorage.getItem(TOKEN) === token) await askForToken(token !== null);
    } else if (response.status === 429) {
      busy();
      await wait(Math.min(60, Number(response.headers.get('Retry-After')) || 1));
    } else if (response.ok) {
      return response;
    } else {
      throw new Problem(said(await response.json().catch(() => ({})), response.status), response.status >= 500);
    }
    if (options.signal) options.signal.throwIfAborted();
  }
}

/** A problem of the server in words: what must be, what was found, what to do. */
function said(problem, status) {
  return clean(problem.detail || problem.title || 'The server answered with the status ' + status + '.');
}

const nothing = () => {};
const address = (name) => '/v1/models/' + encodeURIComponent(name);

// One image and its result

class Result {
  constructor(file) {
    this.file = file;
    this.url = URL.createObjectURL(file);
    this.name = file.name || 'pasted image';
    this.image = element('img', { src: this.url, alt: 'Your image ' + clean(this.name), decoding: 'async' });
    this.picture = element('div', { class: 'picture' }, this.image);
    this.image.addEventListener('error', () => {
      this.image.remove();
      this.picture.prepend(element('p', { class: 'note' }, 'This browser cannot show the image.'));
    });
    this.heading = element('h3', { class: 'file', tabindex: '-1' }, isolated(this.name));
    this.body = element('div', {});
    this.item = element('li', { class: 'result' }, this.picture, element('div', {}, this.heading, this.body));
    this.cancel = new AbortController();
  }

  /** Asks the chosen model; what was under way for another one is dropped. */
  async predict() {
    this.cancel.abort();
    this.cancel = new AbortController();
    const signal = this.cancel.signal;
    this.model = model;
    this.maps = new Map();
    this.showPicture();
    this.show(element('p', { class: 'busy' }, 'Waiting for its turn'));
    try {
      const answer = await line.run(() => {
        this.show(element('p', { class: 'busy' }, 'Asking the model'));
        return this.post('/predict?top=' + MOST_LABELS, signal, () => this.show(element('p', { class: 'busy' }, 'The server is busy, trying again soon')));
      }, signal);
      const result = answer.results[0];
      if (result.error) throw new Problem(said(typeof result.error === 'string' ? { detail: result.error } : result.error, 0), false);
      this.answer(result);
    } catch (error) {
      if (!signal.aborted) this.fail(error, () => this.predict());
    }
  }

  async post(path, signal, busy) {
    const type = this.file.type.startsWith('image/') ? this.file.type : 'application/octet-stream';
    const response = await ask(address(this.model.name) + path, { method: 'POST', body: this.file, headers: { 'Content-Type': type }, signal }, busy);
    return response.json();
  }

  show(...parts) {
    this.body.replaceChildren(...parts);
  }

  fail(error, again) {
    const known = error instanceof Problem;
    if (!known) console.error(error);
    const text = known ? error.message : 'The answer of the server could not be read.';
    const actions = element('p', { class: 'line' });
    if (!known || error.again) actions.append(element('button', { type: 'button', onclick: again }, 'Try again'));
    actions.append(this.remover());
    this.show(element('p', { class: 'problem' }, text), actions);
    announce(this.name + ': ' + text);
  }

  remover() {
    return element('button', { type: 'button', 'aria-label': 'Remove ' + clean(this.name), onclick: () => remove(this) }, 'Remove');
  }

  answer(result) {
    const several = this.model.labelMode === 'multi-label';
    const best = result.predictions[0];
    const accepted = new Set((result.accepted || []).map((each) => each.label));
    const headline = element('p', { class: 'best' });
    let words;
    if (!several) {
      headline.append(isolated(best.label));
      words = best.label + ', ' + percent(best.probability);
    } else if (accepted.size > 0) {
      [...accepted].forEach((label, i) => headline.append(i > 0 ? ', ' : '', isolated(label)));
      words = [...accepted].join(', ');
    } else {
      headline.classList.add('muted');
      headline.append('None of the labels');
      words = 'none of the labels';
    }
    const parts = [headline];
    if (models.size > 1) parts.push(element('p', { class: 'note' }, 'by the model ', isolated(this.model.name)));
    for (const [title, text] of advice(result, several)) {
      parts.push(element('p', { class: 'advice' }, element('strong', {}, title + '. '), ...text));
      words += '. ' + title;
    }
    parts.push(this.table(result.predictions, accepted, several));
    const hidden = this.model.labels.length - result.predictions.length;
    if (hidden > 0) parts.push(element('p', { class: 'note' }, 'The model has ' + plural(hidden, 'more label') + ', less probable than these.'));
    if (several) parts.push(element('p', { class: 'note' }, 'Each label has its own probability; they do not add up to 100 %. A label is accepted from its own threshold on.'));
    if (typeof result.familiarity === 'number') {
      parts.push(element('p', { class: 'note' }, 'Familiarity: ' + whole(result.familiarity) + ' of the images held out in training are at most as familiar to the model as this one.'));
    }
    this.why = element('div', { class: 'why', hidden: '' });
    this.whyButton = element('button', { type: 'button', 'aria-expanded': 'false', onclick: () => this.toggleWhy(result) }, 'Show why');
    parts.push(element('p', { class: 'line' }, this.whyButton, this.remover()), this.why);
    this.show(...parts);
    announce(this.name + ': ' + words);
  }

  table(predictions, accepted, several) {
    const rows = predictions.map(({ label, probability }, i) => {
      const fill = element('div', {});
      fill.style.width = 100 * probability + '%';
      const given = accepted.has(label);
      const name = element('th', { scope: 'row' }, isolated(label));
      if (given) name.append(element('span', { class: 'tick' }, '\u2713 accepted'));
      const emphasised = several ? given : i === 0;
      return element('tr', { class: emphasised ? 'first' : null }, name,
        element('td', { 'aria-hidden': 'true' }, element('div', { class: 'bar' }, fill)),
        element('td', { class: 'share' }, percent(probability)));
    });
    return element('table', { class: 'probabilities' }, element('caption', { class: 'out' }, 'Labels of ' + clean(this.name) + ' and their probabilities'),
      element('colgroup', {}, element('col', { class: 'names' }), element('col', {}), element('col', { class: 'shares' })),
      element('tbody', {}, ...rows));
  }

  showPicture() {
    if (this.canvas) this.canvas.remove();
    this.canvas = null;
    this.image.hidden = false;
  }

  /** Shows or hides which parts spoke for a label; which one can be chosen. */
  toggleWhy(result) {
    const open = this.why.hidden;
    this.why.hidden = !open;
    this.whyButton.setAttribute('aria-expanded', String(open));
    this.whyButton.textContent = open ? 'Hide why' : 'Show why';
    if (!open) {
      this.showPicture();
      return;
    }
    const select = element('select', { onchange: () => this.explain(select.value, words) },
      ...result.predictions.map(({ label }) => element('option', { value: label }, clean(label))));
    const words = element('div', { 'aria-live': 'polite' });
    this.why.replaceChildren(element('p', {}, element('label', {}, 'What spoke for ', select)), words);
    this.explain(select.value, words);
  }

  async explain(label, words) {
    const signal = this.cancel.signal;
    this.wanted = label;
    if (!this.maps.has(label)) {
      words.replaceChildren(element('p', { class: 'busy' }, 'Computing. This can take some seconds.'));
      try {
        const path = '/explain?label=' + encodeURIComponent(label);
        this.maps.set(label, await line.run(() => this.post(path, signal, nothing), signal));
      } catch (error) {
        if (!signal.aborted && this.wanted === label) words.replaceChildren(element('p', { class: 'problem' }, error instanceof Problem ? error.message : 'The answer of the server could not be read.'));
        return;
      }
    }
    if (this.wanted !== label || this.why.hidden || signal.aborted) return;
    const answer = this.maps.get(label);
    if (answer.unavailable) {
      words.replaceChildren(element('p', {}, 'For this model it cannot be shown which parts of an image spoke for a label: ' + clean(answer.unavailable) + '.'));
      return;
    }
    const map = answer.maps[0];
    this.draw(map, answer.visiblePart);
    words.replaceChildren(...meaning(map, answer.kind));
  }

  draw(map, part) {
    this.showPicture();
    const shown = this.image.isConnected && this.image.naturalWidth > 0;
    const [wide, high] = shown ? [this.image.naturalWidth, this.image.naturalHeight] : [1, 1];
    const scale = CANVAS_SIDE / Math.max(wide, high);
    this.canvas = element('canvas', {
      width: Math.max(1, Math.round(wide * scale)), height: Math.max(1, Math.round(high * scale)), role: 'img',
      'aria-label': 'Your image with what spoke for ' + clean(map.label) + '. ' + strongest(map),
    });
    const { width, height } = this.canvas;
    const pen = this.canvas.getContext('2d');
    if (shown) pen.drawImage(this.image, 0, 0, width, height);
    const [left, top, across, down] = [part.x * width, part.y * height, part.width * width, part.height * height];
    pen.fillStyle = 'rgba(119, 119, 119, 0.8)';
    pen.beginPath();
    pen.rect(0, 0, width, height);
    pen.rect(left, top, across, down);
    pen.fill('evenodd');
    pen.imageSmoothingEnabled = true;
    pen.imageSmoothingQuality = 'high';
    pen.save();
    pen.beginPath();
    pen.rect(left, top, across, down);
    pen.clip();
    pen.drawImage(layer(map), left, top, across, down);
    pen.restore();
    pen.strokeStyle = 'rgba(255, 255, 255, 0.8)';
    pen.lineWidth = 2;
    pen.strokeRect(left, top, across, down);
    this.image.hidden = true;
    this.picture.append(this.canvas);
  }
}

/** What a person should know before believing the labels: titles and what they mean. */
function advice(result, several) {
  const found = [];
  if (result.unfamiliar) {
    found.push(['Unfamiliar', ['The image is unlike those that the model was trained with. It may show something that has no label here, so the labels may mean nothing.']]);
  }
  const set = result.conformalSet;
  if (result.unsure && Array.isArray(set) && set.length > 1) {
    const text = ['More than one label is possible: '];
    set.forEach((label, i) => text.push(i > 0 ? ', ' : '', isolated(label)));
    found.push(['Not sure', [...text, '. A person should look.']]);
  } else if (result.unsure && Array.isArray(set) && set.length === 0) {
    found.push(['Not sure', ['No label is probable enough. A person should look.']]);
  } else if (result.unsure) {
    found.push(['Not sure', [several ? 'A person should look.' : 'The best label is not probable enough. A person should look.']]);
  }
  return found;
}

// Heat maps

/** One pixel per position: the brighter, the more it speaks for the label; dark where it speaks against it or says nothing. */
function layer(map) {
  const brightest = Math.max(...map.values, 0);
  const small = element('canvas', { width: map.width, height: map.height });
  const pen = small.getContext('2d');
  const pixels = pen.createImageData(map.width, map.height);
  map.values.forEach((value, i) => {
    const share = brightest > 0 ? Math.max(0, value / brightest) : 0;
    const place = share * (HEAT.length - 1);
    const below = Math.min(HEAT.length - 2, Math.floor(place));
    for (let channel = 0; channel < 3; channel++) {
      pixels.data[4 * i + channel] = HEAT[below][channel] + (place - below) * (HEAT[below + 1][channel] - HEAT[below][channel]);
    }
    pixels.data[4 * i + 3] = 255 * (0.75 - 0.35 * share);
  });
  pen.putImageData(pixels, 0, 0);
  return small;
}

/** Where the brightest position is, for those who do not see it. */
function strongest(map) {
  const most = Math.max(...map.values);
  if (most <= 0) return 'No part speaks for it.';
  const place = map.values.indexOf(most);
  const third = (index, size, names) => names[Math.min(2, Math.floor((3 * (index + 0.5)) / size))];
  const row = third(Math.floor(place / map.width), map.height, ['top', 'middle', 'bottom']);
  const column = third(place % map.width, map.width, ['left', 'centre', 'right']);
  const words = row === 'middle' && column === 'centre' ? 'in the middle' : 'at the ' + row + ' ' + column;
  return 'The part that speaks most for it is ' + words + '.';
}

function meaning(map, kind) {
  const sum = map.values.reduce((total, value) => total + value, 0);
  const share = map.rest ? Math.abs(sum) / (Math.abs(sum) + Math.abs(map.rest)) : 1;
  if (Math.max(...map.values) <= 0) {
    return [element('p', {}, 'No part of the image speaks for this label, so all of it is dark. It is only less unlikely than the others.')];
  }
  const parts = [
    element('div', { class: 'scale' }, element('span', {}, 'dark: nothing, or against it'), element('div', { 'aria-hidden': 'true' }), element('span', {}, 'bright: for it')),
    element('p', { class: 'note' }, strongest(map) + ' The model does not see grey edges. The brightness of other labels and images cannot be compared with this. It shows what the model uses, not what is right.'),
  ];
  if (kind !== 'exact') {
    parts.push(element('p', { class: 'note' }, 'This is an approximation: a part is bright if the score of the label falls when that part fades a little.'));
  }
  if (share < 0.5) {
    parts.push(element('p', { class: 'advice' }, element('strong', {}, 'Explains little. '), 'The parts account for ' + whole(share) + ' of the score of this label; the rest belongs to no part.'));
  }
  return parts;
}

// The model card

/** Headings, lists, tables and paragraphs of Markdown as elements; anything else stays text. */
function rendered(markdown) {
  const lines = clean(markdown.replace(/\r?\n/g, '\u2028')).split('\u2028');
  if (lines[0] === '---') lines.splice(0, lines.indexOf('---', 1) + 1);
  const plain = (text) => text.replace(/\\([^A-Za-z0-9\s])/g, '$1').trim();
  const cells = (text) => text.replace(/^\||(?<!\\)\|$/g, '').split(/(?<!\\)\|/).map(plain);
  const parts = [];
  let last = null;
  for (const text of lines) {
    const heading = /^(#{1,3}) (.*)$/.exec(text);
    if (heading) {
      last = null;
      parts.push(element(heading[1].length === 1 ? 'h2' : 'h3', {}, plain(heading[2])));
    } else if (text.startsWith('- ')) {
      if (!last || last.tagName !== 'UL') parts.push((last = element('ul', {})));
      last.append(element('li', {}, plain(text.slice(2))));
    } else if (/^\|[-:|\s]+\|$/.test(text)) {
      continue;
    } else if (text.startsWith('|')) {
      const row = element('tr', {});
      if (!last || last.tagName !== 'TABLE') {
        const before = parts.length > 0 ? parts[parts.length - 1].textContent : '';
        last = element('table', {}, element('caption', { class: 'out' }, before.slice(0, 80) || 'Table'));
        parts.push(element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Table' }, last));
        row.append(...cells(text).map((cell) => element('th', { scope: 'col' }, cell)));
      } else {
        row.append(...cells(text).map((cell) => element('td', {}, cell)));
      }
      last.append(row);
    } else {
      last = null;
      if (text.trim()) parts.push(element('p', {}, plain(text)));
    }
  }
  return parts;
}

async function showCard() {
  const wanted = model;
  const place = at('card-text');
  place.replaceChildren(element('p', { class: 'busy' }, 'Reading'));
  try {
    const response = await ask(address(wanted.name) + '/card', {}, nothing);
    const text = await response.text();
    if (wanted === model) place.replaceChildren(...rendered(text));
  } catch (error) {
    place.replaceChildren(element('p', { class: 'problem' }, error instanceof Problem ? error.message : 'The card could not be read.'));
  }
}

// The page

let announced = Promise.resolve();

/** Says it to those who do not see the page; one after the other, so that none is lost. */
function announce(text) {
  announced = announced.then(() => {
    at('status').textContent = clean(text);
    return wait(0.15);
  });
}

function tidy() {
  at('results-head').hidden = results.length === 0;
}

function add(files) {
  const refused = [];
  const added = [];
  for (const file of files) {
    if (file.type && !file.type.startsWith('image/')) refused.push(file);
    else added.push(new Result(file));
  }
  at('trouble').textContent = refused.map((file) => clean(file.name) + ' is not an image, so it was not sent.').join(' ');
  results.unshift(...added);
  at('results').prepend(...added.map((result) => result.item));
  tidy();
  if (added.length > 0) announce(plural(added.length, 'image') + ' added');
  added.forEach((result) => result.predict());
}

function remove(result) {
  const place = results.indexOf(result);
  result.cancel.abort();
  URL.revokeObjectURL(result.url);
  result.item.remove();
  results.splice(place, 1);
  tidy();
  const next = results[Math.min(place, results.length - 1)];
  (next ? next.heading : at('files')).focus();
  announce(result.name + ' removed');
}

function choose(name) {
  model = models.get(name);
  const count = model.labels.length;
  const shown = model.labels.slice(0, 8);
  at('model-path').textContent = clean(name);
  document.title = clean(name) + ' – image classifier';
  const words = element('span', {}, 'The model ', isolated(name), model.labelMode === 'multi-label' ? ' gives each image any number of its ' : ' gives each image one of its ', plural(count, 'label') + ': ');
  shown.forEach((label, i) => words.append(i > 0 ? ', ' : '', isolated(label)));
  words.append(count > shown.length ? ' and ' + (count - shown.length) + ' more.' : '.');
  at('labels').replaceChildren(words);
  if (at('card').open) showCard();
  results.forEach((result) => result.predict());
}

async function start() {
  at('trouble').replaceChildren();
  try {
    const answer = await (await ask('/v1/models', {}, nothing)).json();
    models.clear();
    answer.models.forEach((each) => models.set(each.name, each));
    if (models.size === 0) throw new Problem('The server has no model.', true);
    at('model').replaceChildren(...answer.models.map((each) => element('option', { value: each.name }, clean(each.name))));
    at('choice').hidden = models.size < 2;
    at('work').hidden = false;
    choose(answer.models[0].name);
  } catch (error) {
    const text = error instanceof Problem ? error.message : 'The answer of the server could not be read.';
    at('trouble').replaceChildren(text + ' ', element('button', { type: 'button', onclick: start }, 'Try again'));
  }
}

at('model').addEventListener('change', () => choose(at('model').value));
at('card').addEventListener('toggle', () => at('card').open && showCard());
at('clear').addEventListener('click', () => [...results].forEach(remove));
for (const input of [at('files'), at('camera')]) {
  input.addEventListener('change', () => {
    const files = [...input.files];
    // so that the same file can be chosen again
    input.value = '';
    add(files);
  });
}
const dragsFiles = (event) => model && event.dataTransfer && [...event.dataTransfer.types].includes('Files');
document.addEventListener('dragover', (event) => {
  if (!dragsFiles(event)) return;
  event.preventDefault();
  document.body.classList.add('dragging');
});
document.addEventListener('dragleave', (event) => event.relatedTarget || document.body.classList.remove('dragging'));
document.addEventListener('drop', (event) => {
  document.body.classList.remove('dragging');
  if (!dragsFiles(event)) return;
  event.preventDefault();
  add([...event.dataTransfer.files]);
});
document.addEventListener('paste', (event) => {
  const files = [...event.clipboardData.files];
  if (!model || files.length === 0) return;
  event.preventDefault();
  add(files);
});
start();
