'use strict';
(() => {
  const viewer = document.getElementById('viewer');
  let photos = [];
  let at = 0;

  const show = (index) => {
    at = (index + photos.length) % photos.length;
    const figure = photos[at];
    viewer.querySelector('.viewer-image').replaceChildren(figure.querySelector('.picture').cloneNode(true));
    const lines = [...figure.querySelectorAll('figcaption .line')].map((line) => line.cloneNode(true));
    viewer.querySelector('.viewer-caption').replaceChildren(...lines);
    viewer.querySelectorAll('[data-action=previous], [data-action=next]').forEach((button) => {
      button.hidden = photos.length < 2;
    });
    viewer.classList.remove('plain');
    viewer.querySelector('[data-action=layer]').hidden = !figure.querySelector('.heat');
  };
  const open = (button) => {
    const figure = button.closest('figure');
    photos = [...button.closest('.gallery').querySelectorAll('figure')].filter((each) => each.querySelector('.picture'));
    show(photos.indexOf(figure));
    viewer.showModal();
    viewer.addEventListener('close', () => button.focus(), { once: true });
  };
  const actions = { previous: () => show(at - 1), next: () => show(at + 1), close: () => viewer.close(), layer: () => viewer.classList.toggle('plain') };
  viewer.addEventListener('click', (event) => {
    const action = event.target.dataset.action;
    if (action) {
      actions[action]();
    } else if (event.target === viewer) {
      viewer.close();
    }
  });
  viewer.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft') {
      show(at - 1);
    } else if (event.key === 'ArrowRight') {
      show(at + 1);
    }
  });

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  };
  const sort = (heading) => {
    const row = heading.parentElement;
    const column = [...row.cells].indexOf(heading);
    const body = row.closest('table').tBodies[0];
    const rows = [...body.rows];
    const numbers = rows.some((each) => each.cells[column].dataset.value !== undefined);
    const before = heading.getAttribute('aria-sort');
    const up = before === 'descending' || (!before && !numbers);
    rows.sort((one, other) => {
      const a = value(one, column);
      const b = value(other, column);
      const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
      return up ? order : -order;
    });
    for (const cell of row.cells) {
      cell.removeAttribute('aria-sort');
    }
    heading.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    body.append(...rows);
  };
  document.querySelectorAll('table.sortable thead th').forEach((heading) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    heading.append(button);
  });

  document.addEventListener('click', (event) => {
    const zoom = event.target.closest('.zoom');
    const heading = event.target.closest('table.sortable thead th');
    if (zoom) {
      open(zoom);
    } else if (heading) {
      sort(heading);
    }
  });

  document.querySelectorAll('.map').forEach((map) => {
    const points = map.querySelector('.map-points');
    const photo = map.querySelector('.map-photo');
    let current = null;
    const choose = (dot) => {
      if (!dot || dot === current) {
        return;
      }
      if (current) {
        current.classList.remove('current');
      }
      current = dot;
      dot.classList.add('current');
      photo.replaceChildren();
      const use = dot.dataset.picture && map.querySelector('.map-photos use[href="#' + dot.dataset.picture + '"]');
      if (use) {
        photo.append(use.parentElement.cloneNode(true));
      }
      map.querySelector('.map-label').textContent = dot.dataset.label;
      map.querySelector('.map-file').textContent = dot.dataset.file;
    };
    const dots = () => [...points.querySelectorAll('g:not(.off) > .dot')];
    points.addEventListener('pointerover', (event) => choose(event.target.closest('.dot')));
    const distance = (dot, event) => {
      const box = dot.getBoundingClientRect();
      return Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY);
    };
    // a finger is wider than a point
    const nearest = (event) => dots().reduce((one, other) => (distance(other, event) < distance(one, event) ? other : one), dots()[0]);
    points.addEventListener('click', (event) => choose(event.target.closest('.dot') || nearest(event)));
    points.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const all = dots();
      if (step && all.length) {
        event.preventDefault();
        const at = all.indexOf(current);
        choose(all[at < 0 ? 0 : (at + step + all.length) % all.length]);
      }
    });
    map.querySelectorAll('input[data-group]').forEach((box) => {
      const show = () => {
        points.querySelector('g[data-group="' + box.dataset.group + '"]').classList.toggle('off', !box.checked);
      };
      box.addEventListener('change', () => {
        show();
        if (current && !dots().includes(current)) {
          choose(dots()[0]);
        }
      });
      show();
    });
    choose(dots()[0]);
  });
})();
