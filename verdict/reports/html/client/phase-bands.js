/* Runs in the reader's browser: shades the phases behind a chart, those with faults in a tint, and names each above. */
window.waproofPhases = (phases) => {
  const { colour, font } = window.waproofLooks;

  /** Calls `draw` with each phase and its left and right edge in the plot, in canvas pixels. */
  function eachPhase(chart, draw) {
    const { left, width } = chart.bbox;
    phases.forEach((phase, index) => {
      const from = Math.max(chart.valToPos(phase.from, 'x', true), left);
      const to = Math.min(chart.valToPos(phase.to, 'x', true), left + width);
      if (to > from) draw(phase, from, to, index);
    });
  }

  function shade(chart) {
    const pen = chart.ctx;
    const { top, height } = chart.bbox;
    pen.save();
    eachPhase(chart, (phase, from, to) => {
      pen.fillStyle = colour('trouble');
      if (phase.trouble) pen.fillRect(from, top, to - from, height);
      pen.fillStyle = colour(phase.trouble ? 'trouble-line' : 'grid');
      pen.fillRect(from, top, devicePixelRatio, height);
      pen.fillRect(to, top, devicePixelRatio, height);
    });
    pen.restore();
  }

  /** The longest of the label's forms that fits: its name, the beginning of its name, its number. */
  function fitting(pen, name, number, room) {
    const fits = (text) => pen.measureText(text).width <= room;
    for (let length = name.length; length >= 4; length--) {
      const text = length === name.length ? `${number} ${name}` : `${number} ${name.slice(0, length).trimEnd()}…`;
      if (fits(text)) return text;
    }
    return fits(number) ? number : '';
  }

  function name(chart) {
    const pen = chart.ctx;
    const gap = 3 * devicePixelRatio;
    pen.save();
    pen.font = font(11.5 * devicePixelRatio);
    pen.textBaseline = 'bottom';
    pen.textAlign = 'left';
    const { left, top, width } = chart.bbox;
    eachPhase(chart, (phase, from, to, index) => {
      // Beside the last name there is nothing.
      const end = index === phases.length - 1 ? left + width : to;
      pen.fillStyle = colour(phase.trouble ? 'fail' : 'muted');
      pen.fillText(fitting(pen, phase.name, String(index + 1), end - from - 2 * gap), from + gap, top - gap);
    });
    pen.restore();
  }

  return { shade, name };
};
