/* Lines with bands in SVG, drawn again in a few milliseconds: what a moving slider needs and a full charting library,
   which sets up its whole picture anew, does not give. Everything that is text comes ready from display/figures. */
const SVG = "http://www.w3.org/2000/svg";
const BESIDE = 8; // pixels between the plot and what is written beside it
const SAMPLE = 26; // width of the piece of line before a name

function add(parent, tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

const SYMBOLS = {
  circle: (x, y, r) => `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`,
  square: (x, y, r) => `M${x - r * 0.9},${y - r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`,
  diamond: (x, y, r) => `M${x},${y - r * 1.25}L${x + r * 1.25},${y}L${x},${y + r * 1.25}L${x - r * 1.25},${y}Z`,
  triangle: (x, y, r) => `M${x},${y - r * 1.2}L${x + r * 1.15},${y + r * 0.85}H${x - r * 1.15}Z`,
};
const DASHES = { solid: "", dash: "3 2", dot: "0.2 1.8", longdash: "6 2" };

function dashes(dash, width) {
  return DASHES[dash].split(" ").filter(Boolean).map((part) => part * width).join(" ");
}

function draw(root, spec) {
  const { font, line, marker } = spec.sizes;
  const width = root.clientWidth;
  const height = spec.height || root.clientHeight;
  if (width < 50 || height < 50) return;
  const svg = root.querySelector("svg") || add(root, "svg", { role: "img" });
  svg.replaceChildren();
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  svg.setAttribute("aria-label", spec.alt);
  svg.setAttribute("font-size", font);
  svg.setAttribute("font-family", "inherit");
  svg.setAttribute("fill", spec.ink);

  // Room for what is written: measured, because a name may be long and type large.
  const texts = spec.labels.map((label) => add(svg, "text", { "font-weight": 650 }, label.text));
  const ticks = spec.y.ticks.map(([, text]) => add(svg, "text", {}, text));
  const widest = (all) => Math.max(0, ...all.map((text) => text.getComputedTextLength()));
  const left = widest(ticks) + BESIDE;
  const right = texts.length ? widest(texts) + SAMPLE + 3 * BESIDE : BESIDE;
  const top = font * 0.7;
  const bottom = font * 1.9;
  const plotWidth = width - left - right;
  const plotHeight = height - top - bottom;
  const x = (value) => left + ((value - spec.x.min) / (spec.x.max - spec.x.min)) * plotWidth;
  const y = (value) => top + (1 - (value - spec.y.min) / (spec.y.max - spec.y.min)) * plotHeight;
  const path = (xs, ys) => xs.map((value, i) => `${i ? "L" : "M"}${x(value).toFixed(1)},${y(ys[i]).toFixed(1)}`).join("");

  spec.y.ticks.forEach(([value], i) => {
    const at = y(value);
    if (at < 0 || at > height - bottom + 1) { ticks[i].remove(); return; }
    add(svg, "line", { x1: left, x2: width - right, y1: at, y2: at, stroke: spec.grid });
    ticks[i].setAttribute("x", left - BESIDE);
    ticks[i].setAttribute("y", at);
    ticks[i].setAttribute("text-anchor", "end");
    ticks[i].setAttribute("dominant-baseline", "central");
  });
  spec.x.ticks.forEach(([value, text]) => {
    add(svg, "text", { x: x(value), y: height - font * 0.4, "text-anchor": "middle" }, text);
  });
  for (const band of spec.bands) {
    const back = [...band.x].reverse();
    const lower = path(back, [...band.low].reverse()).replace("M", "L");
    add(svg, "path", { class: "band", d: path(band.x, band.high) + lower + "Z", fill: band.colour, opacity: 0.13 });
  }
  const stroke = (each) => ({
    fill: "none", stroke: each.colour, "stroke-width": each.thin ? 2 : line,
    "stroke-dasharray": dashes(each.dash, each.thin ? 2 : line), "stroke-linejoin": "round",
    "stroke-linecap": each.dash === "dot" ? "round" : "butt",
  });
  for (const each of spec.lines) {
    const group = add(svg, "g", { class: each.thin ? "before" : "trace" });
    add(group, "path", { class: "line", d: path(each.x, each.y), ...stroke(each) });
    if (!each.symbol) continue;
    each.x.forEach((value, i) => add(group, "path", {
      d: SYMBOLS[each.symbol](x(value), y(each.y[i]), marker / 2), fill: each.colour, stroke: "#FFFFFF",
    }));
  }
  spec.labels.forEach((label, i) => {
    const at = y(label.at);
    const start = width - right + BESIDE;
    const each = spec.lines[label.line];
    if (Math.abs(label.at - label.end) > 0 && each.x.at(-1) < spec.x.max - 1) {
      add(svg, "line", {
        x1: x(each.x.at(-1)), y1: y(label.end), x2: start, y2: at, stroke: each.colour, "stroke-dasharray": "2 3",
      });
    }
    add(svg, "line", { x1: start, x2: start + SAMPLE, y1: at, y2: at, ...stroke(each) });
    if (each.symbol) {
      add(svg, "path", { d: SYMBOLS[each.symbol](start + SAMPLE / 2, at, marker / 2.4), fill: each.colour });
    }
    texts[i].setAttribute("x", start + SAMPLE + BESIDE / 1.3);
    texts[i].setAttribute("y", at);
    texts[i].setAttribute("dominant-baseline", "central");
  });
  point(root, svg, spec, { x, left, right, width, top, bottom: height - bottom });
}

/* The amounts of the year under the pointer. */
function point(root, svg, spec, plot) {
  let box = root.querySelector(".oza-live-box");
  if (!box) {
    box = document.createElement("div");
    box.className = "oza-live-box";
    root.append(box);
  }
  box.hidden = true;
  const rule = add(svg, "line", { y1: plot.top, y2: plot.bottom, stroke: spec.muted, visibility: "hidden" });
  const years = [...new Set(spec.lines.flatMap((each) => each.x))];
  svg.onpointermove = (event) => {
    const at = event.clientX - svg.getBoundingClientRect().left;
    if (at < plot.left || at > plot.width - plot.right) return svg.onpointerleave();
    const year = years.reduce((a, b) => (Math.abs(plot.x(a) - at) <= Math.abs(plot.x(b) - at) ? a : b));
    rule.setAttribute("x1", plot.x(year));
    rule.setAttribute("x2", plot.x(year));
    rule.setAttribute("visibility", "visible");
    const rows = spec.lines
      .filter((each) => each.x.includes(year))
      .map((each) => `${each.name}: ${each.written[each.x.indexOf(year)]}`);
    box.replaceChildren(...[String(year), ...rows].map((text) => {
      const row = document.createElement("div");
      row.textContent = text;
      return row;
    }));
    box.hidden = false;
    const inRight = plot.x(year) > plot.left + (plot.width - plot.left - plot.right) / 2;
    box.style.left = inRight ? "auto" : `${plot.x(year) + 10}px`;
    box.style.right = inRight ? `${plot.width - plot.x(year) + 10}px` : "auto";
  };
  svg.onpointerleave = () => { rule.setAttribute("visibility", "hidden"); box.hidden = true; };
}

export default function ({ data, parentElement }) {
  let root = parentElement.querySelector(".oza-live");
  if (!root) {
    root = document.createElement("div");
    root.className = "oza-live";
    parentElement.append(root);
    root.watcher = new ResizeObserver(() => draw(root, root.spec));
    root.spec = data;
    root.style.height = data.height ? `${data.height}px` : "100%";
    root.watcher.observe(root);
  }
  root.spec = data;
  root.style.height = data.height ? `${data.height}px` : "100%";
  draw(root, data);
  return () => { root.watcher.disconnect(); root.remove(); };
}
