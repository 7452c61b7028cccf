/*
 * Runs in the reader's browser: colours, hatches and number formats of the charts. Colours come from the page's
 * styles, so that light, dark and paper need no second palette; areas are hatched, so that no colour is needed to tell
 * them apart.
 */
window.waproofLooks = (() => {
  const HATCHES = { extra: 'up', retry: 'down', injected: 'up', bad: 'cross', lost: 'dots', forged: 'level' };
  /** Side of a hatch's tile in CSS pixels. */
  const TILE = 8;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const font = (size) => `${size}px ${getComputedStyle(document.body).fontFamily}`;

  /** Lines of each hatch within a square tile; 'dots' is drawn apart. */
  const strokes = {
    up: (n) => [
      [0, n, n, 0],
      [-n / 2, n / 2, n / 2, -n / 2],
      [n / 2, n * 1.5, n * 1.5, n / 2],
    ],
    down: (n) => [
      [0, 0, n, n],
      [-n / 2, n / 2, n / 2, n * 1.5],
      [n / 2, -n / 2, n * 1.5, n / 2],
    ],
    level: (n) => [[0, n / 2, n, n / 2]],
    cross: (n) => [...strokes.up(n), ...strokes.down(n)],
  };

  /** A square of the look's colour and hatch; without a hatch it is plain. */
  function tile(look, pixels) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = pixels;
    const pen = canvas.getContext('2d');
    pen.fillStyle = colour(`series-${look}`);
    pen.fillRect(0, 0, pixels, pixels);
    pen.strokeStyle = pen.fillStyle = colour('card');
    pen.globalAlpha = 0.75;
    pen.lineWidth = pixels / 5;
    const kind = HATCHES[look];
    pen.beginPath();
    if (kind === 'dots') pen.arc(pixels / 2, pixels / 2, pixels / 5, 0, 7);
    for (const [x1, y1, x2, y2] of strokes[kind]?.(pixels) ?? []) {
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
    }
    if (kind === 'dots') pen.fill();
    else pen.stroke();
    return canvas;
  }

  /** For areas of a chart. */
  function areaFill(look) {
    const canvas = tile(look, Math.round(TILE * devicePixelRatio));
    return canvas.getContext('2d').createPattern(canvas, 'repeat');
  }

  /** For markers in a legend, as a CSS background. */
  const markerFill = (look) => `url(${tile(look, TILE).toDataURL()})`;

  function formatValue(value, unit) {
    if (value == null) return '–';
    if (unit === '/s') return `${Number(value.toFixed(2))}/s`;
    return value < 1000 ? `${Number(value.toFixed(value < 10 ? 1 : 0))} ms` : `${Number((value / 1000).toFixed(2))} s`;
  }

  return { colour, font, areaFill, markerFill, formatValue };
})();
