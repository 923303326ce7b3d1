// Which view is shown: the address after # names it, so that back, forward and links work.
const waiting = new Map([["progress", listCoverage], ["agreement", listFigures], ["articles", listArticles], ["disagreements", listDisagreements], ["search", searching]]);
const begin = (view) => {
  const act = waiting.get(view);
  waiting.delete(view);
  act?.();
};

// What shows texts waits until the page is there to its end, where they are.
const TEXTUAL = ["disagreements", "articles", "article", "search"];
const whole = (act) => { if (document.readyState === "loading") addEventListener("DOMContentLoaded", act, { once: true }); else act(); };

const show = () => {
  const [name, ...rest] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const inside = name && document.getElementById(name)?.closest(".view");
  const view = inside || document.getElementById("progress");
  if (document.readyState === "loading" && TEXTUAL.includes(view.id)) { whole(show); return; }
  for (const one of document.querySelectorAll(".view")) one.classList.toggle("on", one === view);
  const section = view.id === "article" ? "articles" : view.id;
  for (const link of document.querySelectorAll(".bar nav a")) {
    if (link.getAttribute("href") === `#${section}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  begin(view.id);
  if (view.id === "article") {
    const range = rest[2]?.split("-").map(Number);
    showArticle(rest[0], rest[1], range ?? null);
    if (!range) scrollTo(0, 0);
  } else if (inside && view.id !== name) document.getElementById(name).scrollIntoView();
  else scrollTo(0, 0);
};

addEventListener("hashchange", () => { show(); document.getElementById("main").focus({ preventScroll: true }); });
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => { document.documentElement.dataset.theme = event.matches ? "dark" : "light"; });
document.getElementById("print").addEventListener("click", () => print());
// What is listed bit by bit is printed some way on, and how far is said.
const PRINTED = 6, ROWS_PRINTED = 240;
addEventListener("beforeprint", () => {
  const view = document.querySelector(".view.on");
  const more = view.querySelector(".more"), list = view.querySelector(".list");
  if (list) {
    for (let times = 0; times < PRINTED && list.childElementCount < ROWS_PRINTED && !more.hidden; times++) more.click();
    const count = view.querySelector(".count"), also = count.textContent && " · ";
    count.dataset.printed = more.hidden ? "" : `${also}${filled(say.printed, list.childElementCount)}`;
  }
  const boxes = view.querySelectorAll(".spread");
  for (const box of boxes) box.classList.add("sheet");
  for (const box of boxes) redraw.get(box)?.();
  if (view.id !== "article") return;
  cutTies(view.querySelector(".spread"));
  cutGraph(view.querySelector("svg.graph"));
});
addEventListener("afterprint", () => {
  for (const piece of document.querySelectorAll("svg.piece")) piece.remove();
  for (const box of document.querySelectorAll(".spread.sheet")) { box.classList.remove("sheet"); redraw.get(box)?.(); }
});
// Only what can be scrolled is a stop for the keyboard.
const SCROLLED = ".wide, .drawing";
const reach = new ResizeObserver((seen) => {
  for (const box of new Set(seen.map(({ target }) => target.closest(SCROLLED)))) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
  }
});
const watch = () => { for (const box of document.querySelectorAll(SCROLLED)) for (const one of [box, box.firstElementChild]) reach.observe(one); };
addEventListener("load", () => setTimeout(watch));
for (const form of document.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
show();
// What is not shown yet is made ready while nothing else is to be done, so that it opens at once.
const ahead = () => { begin([...waiting.keys()][0]); if (waiting.size) requestIdleCallback(ahead); };
if ("requestIdleCallback" in window) whole(() => requestIdleCallback(ahead));
