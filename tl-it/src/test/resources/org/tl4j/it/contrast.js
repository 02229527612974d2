// Gives visible texts whose contrast is below that of WCAG 2.1, level AA (1.4.3), one line for each finding.
const parse = (colour) => {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return { rgb: [red, green, blue], alpha };
};
const over = (above, alpha, below) => above.map((value, i) => alpha * value + (1 - alpha) * below[i]);
const luminance = (rgb) =>
  rgb
    .map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
const canvas = parse(getComputedStyle(document.body).backgroundColor).rgb;
const once = (measure) => {
  const known = new Map();
  return (element) => {
    if (!known.has(element)) {
      known.set(element, measure(element));
    }
    return known.get(element);
  };
};
const background = once((element) => {
  if (!element) {
    return canvas;
  }
  const { rgb, alpha } = parse(getComputedStyle(element).backgroundColor);
  return alpha === 1 ? rgb : over(rgb, alpha, background(element.parentElement));
});
const opacity = once((element) => (element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1));

const found = new Map();
for (const element of document.body.querySelectorAll('*')) {
  const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent.trim()).join('');
  if (!text || ['SCRIPT', 'STYLE'].includes(element.tagName) || element.tagName === 'title' || !element.checkVisibility()) {
    continue;
  }
  const style = getComputedStyle(element);
  const below = background(element);
  const ink = parse(element.ownerSVGElement ? style.fill : style.color);
  const shown = over(ink.rgb, ink.alpha * opacity(element), below);
  const [low, high] = [luminance(shown), luminance(below)].sort((a, b) => a - b);
  const contrast = (high + 0.05) / (low + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (contrast < (large ? 3 : 4.5)) {
    found.set(element.tagName + '.' + element.getAttribute('class'), contrast.toFixed(2) + ': ' + element.outerHTML.slice(0, 120));
  }
}
return [...found.values()];
