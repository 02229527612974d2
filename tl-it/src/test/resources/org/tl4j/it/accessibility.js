// Gives what a keyboard or a screen reader cannot use in the page, one line for each finding.
const found = [];
const described = (element) => element.outerHTML.slice(0, 120);
const named = (element) =>
  (element.getAttribute('aria-label') || '').trim() !== '' ||
  [...element.children].some((child) => child.tagName.toLowerCase() === 'title' && child.textContent.trim() !== '');
const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => !element.closest('[aria-hidden=true]'));

if (!document.documentElement.lang) {
  found.push('the page has no language');
}
all('svg').filter((svg) => !svg.parentElement.closest('svg') && !named(svg)).forEach((svg) => found.push('no name: ' + described(svg)));
all('img').filter((image) => !image.alt).forEach((image) => found.push('no name: ' + described(image)));
all('button, a[href]')
  .filter((control) => !control.textContent.trim() && !control.querySelector('[aria-label]'))
  .forEach((control) => found.push('no name: ' + described(control)));
all('input').filter((input) => !input.labels.length).forEach((input) => found.push('no label: ' + described(input)));
all('table').filter((table) => !table.caption || !table.caption.textContent.trim()).forEach((table) => found.push('no caption: ' + described(table)));
all('th').filter((heading) => !heading.scope).forEach((heading) => found.push('no scope: ' + described(heading)));

const headings = all('h1, h2, h3, h4, h5, h6');
if (headings.filter((heading) => heading.tagName === 'H1').length !== 1) {
  found.push('not one h1');
}
headings.reduce((before, heading) => {
  const level = Number(heading.tagName[1]);
  if (level > before + 1) {
    found.push('a level of headings is left out before ' + described(heading));
  }
  return level;
}, 0);

const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => found.push('two elements with the id ' + id));
all('a[href^="#"]')
  .filter((link) => !document.getElementById(link.getAttribute('href').slice(1)))
  .forEach((link) => found.push('leads nowhere: ' + described(link)));
return found;
