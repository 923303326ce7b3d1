// Asks the server whether there is something new, then loads the page again and puts the reader back where they were.
const EVERY = 3000, KEPT = "reader";
const version = document.documentElement.dataset.version;
const light = document.getElementById("live");
const shownView = () => document.querySelector(".view.on");
const options = () => [...document.querySelectorAll(".filters [name]")];
const keyed = () => [...shownView().querySelectorAll("[data-key]")];

// What stands below the bar, and how far down, so that it can stand there again among more than there was.
const place = () => {
  const bar = document.querySelector(".bar").offsetHeight;
  const found = keyed().find((one) => one.getBoundingClientRect().bottom > bar);
  return found ? { key: found.dataset.key, top: found.getBoundingClientRect().top } : null;
};

const caret = () => {
  const own = document.activeElement;
  return own?.name && own.closest(".view") ? { name: own.name, range: own.tagName === "INPUT" ? [own.selectionStart, own.selectionEnd] : null } : null;
};

// That of the component itself, since those that it is joined to stand out, too.
const chosenTag = () => {
  const box = document.querySelector("#article .spread"), [, at] = choices.get(box) ?? [];
  return box?.querySelector(`.tag[data-mark="${at}"]`);
};

const keep = () => sessionStorage.setItem(KEPT, JSON.stringify({
  theme: document.documentElement.dataset.theme,
  options: options().map((one) => ({ view: one.closest(".view").id, name: one.name, value: one.value, text: one.selectedOptions?.[0].textContent })),
  shown: document.querySelector("#article [name=layer]")?.selectedOptions[0].textContent,
  chosen: chosenTag()?.ariaLabel,
  pressed: [...document.querySelectorAll("#article [aria-pressed]")].map((one) => one.ariaPressed),
  open: [...shownView().querySelectorAll("details")].map((one) => one.open),
  drawn: shownView().querySelector(".list")?.childElementCount ?? 0,
  place: place(), caret: caret(), y: scrollY,
}));

// What was chosen may have another value now, or be there no more.
const choseAgain = (control, { value, text }) => {
  if (text === undefined) { control.value = value; return; }
  const same = [...control.options].filter((one) => one.textContent === text);
  const found = same.find((one) => one.value === value) ?? same[0];
  if (found) control.value = found.value;
};

const putBack = (kept) => {
  document.documentElement.dataset.theme = kept.theme;
  for (const view of new Set(kept.options.map((one) => one.view))) {
    begin(view);
    const form = document.querySelector(`#${view} .filters`);
    for (const one of kept.options.filter((other) => other.view === view)) choseAgain(form.elements[one.name], one);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const view = shownView(), layer = view.querySelector("[name=layer]");
  if (layer && kept.shown) { choseAgain(layer, { text: kept.shown }); layer.dispatchEvent(new Event("change")); }
  if (kept.chosen) [...view.querySelectorAll(".tag")].find((tag) => tag.ariaLabel === kept.chosen)?.click();
  view.querySelectorAll("#article [aria-pressed]").forEach((one, at) => { if (kept.pressed[at] && one.ariaPressed !== kept.pressed[at]) one.click(); });
  view.querySelectorAll("details").forEach((one, at) => { one.open = kept.open[at] ?? one.open; });
  const list = view.querySelector(".list"), more = view.querySelector(".more");
  while (list && list.childElementCount < kept.drawn && !more.hidden) more.click();
  const control = kept.caret && view.querySelector(`[name="${kept.caret.name}"]`);
  control?.focus({ preventScroll: true });
  if (control && kept.caret.range) control.setSelectionRange(...kept.caret.range);
  standAgain(kept);
};

// For a while, since what was never seen has no height before it comes near, nor arcs; unless the reader goes elsewhere.
const FRAMES = 40, GOING = ["wheel", "touchstart", "pointerdown", "keydown", "hashchange"];
const standAgain = (kept) => {
  let frames = FRAMES;
  const left = () => { frames = 0; };
  for (const way of GOING) addEventListener(way, left, { once: true, passive: true });
  const stand = () => {
    if (frames <= 0) return;
    const found = kept.place && keyed().find((one) => one.dataset.key === kept.place.key);
    if (found) scrollBy(0, found.getBoundingClientRect().top - kept.place.top);
    else scrollTo(0, kept.y);
    frames -= 1;
    requestAnimationFrame(stand);
  };
  stand();
};

// Nobody's word is cut off that is being written by an input method, nor a selection that is to be copied.
let writing = false;
addEventListener("compositionstart", () => { writing = true; });
addEventListener("compositionend", () => { writing = false; });
const occupied = () => writing || !getSelection().isCollapsed;

const tell = (text, lost = false) => { if (light.textContent !== text) light.textContent = text; light.classList.toggle("warn", lost); };
const ask = async () => {
  if (document.hidden) return;
  let said;
  try { said = await (await fetch("version")).json(); } catch { tell(say.lost, true); return; }
  if (said.making) tell(say.renewing);
  else if (said.version === version) tell(light.dataset.rest);
  else if (!occupied()) { keep(); location.reload(); }
};

history.scrollRestoration = "manual";
light.dataset.rest = say.live;
const kept = JSON.parse(sessionStorage.getItem(KEPT));
sessionStorage.removeItem(KEPT);
if (kept) {
  light.dataset.rest = `${say.renewed} ${new Date().toLocaleTimeString(data.language, { hour: "2-digit", minute: "2-digit" })}`;
  whole(() => putBack(kept));
}
tell(light.dataset.rest);
setInterval(ask, EVERY);
document.addEventListener("visibilitychange", ask);
