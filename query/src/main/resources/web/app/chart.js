import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { h } from './dom.js';
import { count, massText } from './format.js';
import { onThemeChange, token } from './theme.js';
import { SCOPES } from './words.js';

echarts.use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** Stacked bars by scope in an element. onPick gets the bar that was clicked. */
export function stackedBars(element, onPick) {
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  const resizing = new ResizeObserver(() => chart.resize());
  resizing.observe(element);
  let shown;
  const stopTheme = onThemeChange(() => shown && draw());
  chart.on('click', (event) => onPick(shown.data.bars[event.dataIndex]));

  function show(data, scopes) {
    shown = { data, scopes };
    draw();
  }

  function draw() {
    const { data, scopes } = shown;
    const text = { color: token('muted'), fontFamily: token('font'), fontSize: 12 };
    const highest = Math.max(...data.bars.map((bar) => bar.kg.reduce((all, one) => all + one, 0)));
    const tonnes = highest >= 1000;
    chart.setOption({
      animationDuration: 300,
      animationDurationUpdate: 300,
      grid: { left: 4, right: 4, top: 28, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: token('hover') } },
        className: 'chart-tip', backgroundColor: token('raised'), borderColor: token('line'),
        textStyle: { ...text, color: token('ink') }, formatter: (points) => tip(points, data, scopes) },
      xAxis: { type: 'category', data: data.bars.map((bar) => data.label(bar.start)), axisTick: { show: false },
        axisLine: { lineStyle: { color: token('line') } }, axisLabel: { ...text, hideOverlap: true } },
      yAxis: { type: 'value', name: `${tonnes ? 't' : 'kg'} CO₂e`, nameTextStyle: { ...text, align: 'left' },
        nameGap: 12, splitNumber: 4, splitLine: { lineStyle: { color: token('line') } },
        axisLabel: { ...text, formatter: (kg) => count(tonnes ? kg / 1000 : kg) } },
      series: scopes.map((scope, index) => ({ name: SCOPES[scope].name, type: 'bar', stack: 'scopes',
        barCategoryGap: data.bars.length > 120 ? '12%' : '28%', cursor: 'zoom-in', barMaxWidth: 48,
        itemStyle: { color: token(`scope-${scope}`) }, emphasis: { focus: 'none' },
        data: data.bars.map((bar) => bar.kg[index] || null) })),
    }, { notMerge: false, replaceMerge: ['series'] });
  }

  function dispose() {
    stopTheme();
    resizing.disconnect();
    chart.dispose();
  }

  return { show, dispose, resize: () => chart.resize() };
}

/** An element rather than markup: nothing a sender wrote is ever parsed as HTML. */
function tip(points, data, scopes) {
  const bar = data.bars[points[0].dataIndex];
  return h('div', {}, h('strong', {}, data.label(bar.start, true)),
    scopes.map((scope, index) => bar.kg[index] !== 0 && h('div', { class: 'tip-line' },
      h('i', { class: `swatch scope-${scope}` }), h('span', {}, SCOPES[scope].name),
      h('span', { class: 'number' }, massText(bar.kg[index])))),
    h('div', { class: 'tip-line' }, h('span', {}, bar.entries === 1 ? '1 entry' : `${count(bar.entries)} entries`),
      h('span', { class: 'number' }, h('strong', {}, data.total(bar)))));
}
