/* Runs in the reader's browser: draws the charts from the data inside the page, and again when light or size change. */
(() => {
  const { colour, font, areaFill, markerFill, formatValue } = window.waproofLooks;
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const phases = window.waproofPhases(data.phases);
  const hosts = [...document.querySelectorAll('[data-chart]')];
  const HEIGHT = 230;
  const AXIS = { width: 66, height: 34 };
  /** Distances between ticks of time, in seconds. */
  const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400];
  const PADDING = [20, 18, 0, 0];
  const sync = uPlot.sync('run');

  /** Lines differ in shape beside their colour: the plan is an area, the high percentile is dashed with hollow points. */
  const lineShapes = {
    planned: () => ({ stroke: colour('muted'), width: 1, fill: colour('series-planned') }),
    high: (stroke) => ({ dash: [7, 3], points: { show: true, size: 7, stroke, fill: colour('card') } }),
    median: (stroke) => ({ points: { show: true, size: 5, stroke, fill: stroke } }),
  };

  const lineSeries = (chart) =>
    chart.series.map(({ label, look }) => {
      const stroke = colour(`series-${look}`);
      return {
        label,
        stroke,
        width: 2,
        points: { show: false },
        paths: chart.unit === '/s' ? uPlot.paths.stepped({ align: 1 }) : undefined,
        value: (_, value) => formatValue(value, chart.unit),
        ...lineShapes[look]?.(stroke),
      };
    });

  const areaSeries = (chart) =>
    chart.series.map(({ label, look, values }) => ({
      label,
      fill: areaFill(look),
      stroke: colour('card'),
      width: 0.5,
      paths: uPlot.paths.bars({ size: [0.92, 60], align: 1 }),
      points: { show: false },
      value: (_, __, ___, index) => (index == null ? '–' : formatValue(values[index], chart.unit)),
    }));

  /** Each layer reaches from zero to the sum of itself and those before it. */
  function stackedValues(chart) {
    const sums = data.seconds.map(() => 0);
    return chart.series.map(({ values }) => {
      values.forEach((value, i) => {
        sums[i] += value ?? 0;
      });
      return sums.map((sum) => (sum > 0 ? Math.round(sum * 100) / 100 : null));
    });
  }

  function axes(unit) {
    const lines = { stroke: colour('grid'), width: 1 };
    const axis = { stroke: colour('muted'), font: font(12), grid: lines, ticks: lines };
    return [
      { ...axis, size: AXIS.height, incrs: STEPS, values: (_, ticks) => ticks.map((tick) => `${tick} s`) },
      { ...axis, size: AXIS.width, values: (_, ticks) => ticks.map((tick) => formatValue(tick, unit)) },
    ];
  }

  function scales() {
    const first = data.seconds[0];
    const last = data.seconds.at(-1);
    const end = Math.max(last + data.binSeconds, data.phases.at(-1)?.to ?? 0);
    const whole = (min, max) => min == null || (min === first && max === last);
    return {
      x: { time: false, range: (_, min, max) => (whole(min, max) ? [first, end] : [min, max]) },
      y: { range: (_, __, max) => [0, Math.max(max ?? 0, 1) * 1.08] },
    };
  }

  function build(host) {
    const chart = data.charts.find(({ id }) => id === host.dataset.chart);
    const time = { label: 'time', value: (_, value) => (value == null ? '–' : `${value} s`) };
    // The highest layer of a stack is drawn first, the others over it.
    const series = chart.stacked ? areaSeries(chart).reverse() : lineSeries(chart);
    const columns = chart.stacked ? stackedValues(chart).reverse() : chart.series.map(({ values }) => values);
    const looks = chart.series.map(({ look }) => look);
    if (chart.stacked) looks.reverse();
    const options = {
      width: host.clientWidth,
      height: HEIGHT,
      padding: PADDING,
      cursor: { sync: { key: sync.key }, points: { show: !chart.stacked } },
      legend: { markers: { width: 0, fill: (_, index) => (index > 0 ? markerFill(looks[index - 1]) : 'none') } },
      scales: scales(),
      axes: axes(chart.unit),
      series: [time, ...series],
      hooks: { drawClear: [phases.shade], draw: [phases.name] },
    };
    return new uPlot(options, [data.seconds, ...columns], host);
  }

  const charts = new Map();
  function drawAll() {
    for (const host of hosts) {
      charts.get(host)?.destroy();
      charts.set(host, build(host));
    }
  }

  const resized = new ResizeObserver(() => {
    for (const [host, chart] of charts)
      if (host.clientWidth > 0 && chart.width !== host.clientWidth)
        chart.setSize({ width: host.clientWidth, height: HEIGHT });
  });

  drawAll();
  for (const host of hosts) resized.observe(host);
  for (const query of ['(prefers-color-scheme: dark)', 'print']) matchMedia(query).addEventListener('change', drawAll);
})();
