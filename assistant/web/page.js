// The address says what is shown: a link to this page becomes a change of address, and a
// change of address is written into Gradio's text box "sent", which sends it to the server.
// What comes back replaces the regions; its serial number says to which address it belongs.
// A question is first listened to: its answer comes sentence by sentence into a card above the
// board, and the regions follow once it is whole. The question box is never replaced meanwhile.
"use strict";
const MAX_TURNS = 6;
let PATIENCE_MS = 15000;
const narrow = window.matchMedia("(max-width: 999px)");
const region = (name) => document.getElementById(name);
const room = () => region("answer")?.querySelector(":scope .region");
let serial = 0;
let sent = "";
let knocks = 0;
let arrived = 0;
let waiting = null;
let patience = 0;
let last = "";
let typed = "";
let focused = "";
let opener = "";
let listening = null;

const now = () => new URLSearchParams(window.location.search);
const browserLanguage = () => ((navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en");
const language = () => (["zh", "en"].includes(now().get("lang")) ? now().get("lang") : browserLanguage());
const written = (fields) => "?" + fields.toString().replaceAll("%2F", "/");

function address(search = window.location.search) {
  serial += 1;
  sent = JSON.stringify({ search, language: browserLanguage(), serial });
}

function send() {
  address();
  region("trouble").hidden = true;
  region("answer")?.setAttribute("aria-busy", "true");
  const question = now().get("q");
  begun(Boolean(question));
  if (waiting.asked && question) listen();
  else renew();
}

// Who comes by a link to an answer gets the page around it first, in its language and with its box.
function frame() {
  const fields = now();
  fields.delete("q");
  if (!fields.has("room")) fields.set("room", "ask");
  address(written(fields));
  renew();
}

function renew() {
  expect(() => complain());
  write();
}

function expect(otherwise) {
  window.clearTimeout(patience);
  patience = window.setTimeout(otherwise, PATIENCE_MS);
}

// What the box is for: the first question, or one that goes on.
function begun(is) {
  document.body.dataset.begun = is ? "yes" : "no";
  const box = region("question");
  if (box) box.placeholder = is ? box.dataset.follow : box.dataset.first;
}

// An answer that is coming
async function listen() {
  const mine = new AbortController();
  listening = mine;
  const lost = () => {
    if (listening !== mine) return;
    mine.abort();
    lose();
  };
  expect(lost);
  try {
    const reply = await fetch("./page/answer", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": language() },
      body: sent,
      signal: mine.signal,
    });
    if (!reply.ok) {
      const problem = await reply.json();
      if (listening === mine) lose(problem.title);
      return;
    }
    await hear(reply.body, (line) => {
      if (listening !== mine) return;
      expect(lost);
      if (line) take(JSON.parse(line));
    });
  } catch {
    lost();
    return;
  }
  if (listening !== mine) return;
  listening = null;
  if (last !== sentSearch()) address();
  renew();
}

async function hear(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    lines.forEach(heard);
  }
}

function take(step) {
  if (step.kind === "begun") {
    const box = coming() || document.createElement("div");
    box.id = "coming";
    box.className = "";
    box.innerHTML = step.markup;
    region("board").before(box);
    document.body.classList.add("coming");
    dress("ask");
    window.scrollTo({ top: 0 });
    // Somebody who sees nothing is told once that it takes a while.
    const card = box.firstElementChild;
    window.setTimeout(() => card.isConnected && say(card.querySelector(".doing")?.textContent || ""), 2000);
  } else if (step.kind === "sentences") {
    const box = coming().querySelector(".sentences");
    box.lang = step.language;
    box.insertAdjacentHTML("beforeend", step.markup);
  } else if (step.kind === "preparing") {
    coming().querySelector(".doing").textContent = step.text;
  } else if (step.kind === "whole") {
    const held = keyOf(document.activeElement);
    coming().innerHTML = step.markup;
    giveBack(held);
  }
}

const coming = () => document.getElementById("coming");

function forget() {
  coming()?.remove();
  document.body.classList.remove("coming");
}

function lose(why = "") {
  listening = null;
  forget();
  complain(why);
}

// What is stopped is as if it had not been asked: its sentences stay in view, its words go back into the box.
function stop() {
  listening?.abort();
  listening = null;
  const box = region("question");
  const question = now().getAll("q").at(-1);
  if (coming().querySelector(".sentences p")) {
    coming().className = "stopped";
    coming().querySelector(".working").remove();
    coming().querySelector(".stopped-note").hidden = false;
    coming().querySelector(".card-answer").removeAttribute("aria-busy");
    say(coming().querySelector(".stopped-note").textContent);
    document.body.classList.remove("coming");
  } else {
    forget();
  }
  if (!box.value) box.value = question;
  box.focus({ preventScroll: true });
  window.history.replaceState(null, "", waiting.before || written(new URLSearchParams({ lang: language() })));
  last = window.location.search;
  waiting = { stopped: true };
  send();
}

function write() {
  const box = document.querySelector("#sent textarea, #sent input");
  box.value = sent;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// While Gradio is still building, it empties the box and hears nothing: the first address is
// written again until it stays there, and once more where no answer comes of it.
function knock() {
  if (arrived) return;
  if (listening) {
    window.setTimeout(knock, 100);
    return;
  }
  const kept = document.querySelector("#sent textarea, #sent input")?.value === sent;
  if (!kept || knocks % 10 === 9) write();
  knocks += 1;
  window.setTimeout(knock, 100);
}

// One request at a time: what is asked meanwhile is sent when its answer is there, so the last one wins.
function show(before) {
  const was = new URLSearchParams(before);
  const is = now();
  const change = {
    before,
    asked: was.getAll("q").join("\n") !== is.getAll("q").join("\n"),
    opened: is.get("clause") && was.get("clause") !== is.get("clause"),
    closed: !is.get("clause") && was.get("clause"),
    moved: (was.get("room") || "") !== (is.get("room") || "") || was.get("work") !== is.get("work"),
  };
  focused = keyOf(document.activeElement);
  hidePeek();
  if (listening && !change.asked && !change.moved) {
    // A clause or another language takes nothing from an answer that is coming: it is shown with it.
    waiting.opened = change.opened;
    return;
  }
  waiting = change;
  if (waiting.asked || waiting.moved) forget();
  if (listening) {
    listening.abort();
    listening = null;
    send();
  } else if (arrived === serial) {
    send();
  }
}

function go(search, { replace = false } = {}) {
  const before = last;
  window.history[replace ? "replaceState" : "pushState"](null, "", search);
  last = window.location.search;
  show(before);
}

// What has the focus is found again in what replaces it.
function keyOf(one) {
  if (!one || !one.closest?.(".region")) return "";
  return one.id || [one.tagName, one.className, one.getAttribute("href") || one.dataset.ref || ""].join("|");
}

function giveBack(key) {
  if (!key || (document.activeElement && document.activeElement !== document.body)) return;
  const all = document.querySelectorAll(".region :is(a, button, input, select, textarea, summary)");
  const same = [...all].find((one) => keyOf(one) === key) || [...all].find((one) => nearKey(one) === nearly(key));
  same?.focus({ preventScroll: true });
}

const nearly = (key) => key.split("|").slice(0, 2).join("|");
const nearKey = (one) => [one.tagName, one.className].join("|");

function arrive() {
  const got = Number(room()?.dataset.serial || 0);
  if (!got || got === arrived || got !== serial) return;
  arrived = got;
  window.clearTimeout(patience);
  // The other regions are renewed in the same frame or the next.
  window.requestAnimationFrame(() => window.requestAnimationFrame(settle));
}

function settle() {
  if (last !== sentSearch()) {
    send();
    return;
  }
  const fields = now();
  const answer = region("answer");
  dress(room().dataset.room);
  answer.setAttribute("aria-busy", "false");
  answer.setAttribute("tabindex", "-1");
  const box = region("question");
  // Another language, or another room and back, brings another box.
  if (box && !box.value && typed) box.value = typed;
  // What could not be asked is there to be mended.
  if (box && !box.value && waiting.asked && document.querySelector("#answer .card-problem")) box.value = fields.getAll("q").at(-1) || "";
  begun(Boolean(fields.get("q")));
  if (!coming()?.matches(".stopped")) {
    focused = keyOf(document.activeElement) || focused;
    forget();
  }
  for (const link of document.querySelectorAll("a[data-clause]")) {
    if (link.dataset.clause === fields.get("clause")) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const one of document.querySelectorAll(".contents-box, .filters-box")) {
    if (!narrow.matches) one.open = true;
  }
  say(room().dataset.said || "");
  look(fields);
}

function dress(name) {
  document.documentElement.lang = language() === "zh" ? "zh-Hans" : "en";
  document.body.dataset.room = name;
  for (const one of document.querySelectorAll(":is(#top, #composer, #answer, #clause, #foot) .prose")) one.className = "";
  document.body.classList.add("arrived");
  region("splash")?.remove();
}

const sentSearch = () => JSON.parse(sent).search;

// Where the reader's eyes, and the focus, are to go.
function look(fields) {
  const row = fields.get("clause") && document.querySelector(`[data-row="${CSS.escape(fields.get("clause"))}"]`);
  if (waiting.opened && row) {
    row.scrollIntoView({ block: "start" });
    if (!waiting.fresh) row.querySelector("h3, h4, h5")?.focus({ preventScroll: true });
  } else if (waiting.opened && region("clause-label")) {
    keepInView();
    reveal();
  } else if (waiting.closed) {
    const link = openers().find(isOpener) || openers()[0];
    link?.focus({ preventScroll: true });
    keepInView();
  } else {
    if (waiting.moved) window.scrollTo(0, 0);
    giveBack(focused);
  }
  waiting = {};
}

const openers = () => [...document.querySelectorAll("a[data-clause]")];
const isOpener = (link) => opener === keyOf(link).replace(/\|[^|]*$/, "") + "|" + link.dataset.clause;

// Beside a clause the table is set anew; the row that was pressed stays where eyes are.
function keepInView() {
  const link = openers().find(isOpener);
  if (!link || narrow.matches) return;
  const { top, bottom } = link.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) link.scrollIntoView({ block: "center" });
}

function reveal() {
  // Who comes by a link has not left anything to come back to.
  if (!waiting.fresh) region("clause-label").focus({ preventScroll: true });
  const panel = region("clause").querySelector(".clause");
  if (narrow.matches) {
    region("clause").scrollIntoView({ block: "start" });
    return;
  }
  // The page stays where it is; in a long clause the panel moves to what supports the answer.
  const mark = panel.querySelector("mark");
  if (mark && mark.offsetTop > panel.clientHeight * 0.8) panel.scrollTop = mark.offsetTop - panel.clientHeight / 3;
}

function say(text) {
  const status = region("said");
  if (status && status.textContent !== text) status.textContent = text;
}

function complain(why = "") {
  window.clearTimeout(patience);
  region("answer")?.setAttribute("aria-busy", "false");
  arrived = serial;
  const box = region("trouble");
  const reason = region("trouble-why");
  reason.textContent = why;
  reason.hidden = !why;
  for (const one of box.querySelectorAll(".trouble-said")) one.hidden = Boolean(why);
  box.hidden = false;
  say(why || box.querySelector(".trouble-said").textContent);
}

// Clicks
function onClick(event) {
  const link = event.target.closest?.("a.here");
  if (link) follow(event, link);
  const button = event.target.closest?.("button");
  if (button?.dataset.act) act(button);
  if (button?.dataset.feedback) judge(button);
  if (button?.id === "retry") {
    waiting.asked = true;
    send();
  }
  const jump = event.target.closest?.("a.skip, a.jump");
  if (jump) {
    // Without a change of address, which belongs to what is shown.
    event.preventDefault();
    region(jump.getAttribute("href").slice(1))?.focus();
  }
}

function follow(event, link) {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.dataset.switch) {
    const fields = now();
    fields.set("lang", link.dataset.switch);
    go(written(fields));
    return;
  }
  if (link.closest(".stopped") && link.dataset.clause) {
    // Its question is no part of the address.
    const fields = now();
    fields.set("room", "ask");
    fields.set("clause", link.dataset.clause);
    opener = "";
    go(written(fields));
    return;
  }
  // It opens with the answer; until then it is marked.
  if (link.dataset.clause && listening) link.setAttribute("aria-current", "true");
  if (link.dataset.clause) opener = keyOf(link).replace(/\|[^|]*$/, "") + "|" + link.dataset.clause;
  // In SVG, href is no text; the attribute is.
  go(link.getAttribute("href"));
}

function onSubmit(event) {
  const form = event.target;
  if (!form.closest?.(".region")) return;
  event.preventDefault();
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (String(value).trim()) fields.append(name, String(value).trim());
  }
  if (form.matches(".ask")) {
    const question = fields.get("q");
    if (!question) {
      region("question").focus();
      return;
    }
    const asked = [...now().getAll("q"), question].slice(-MAX_TURNS);
    fields.delete("q");
    asked.forEach((one) => fields.append("q", one));
    // Emptied at once: what is typed while the answer comes is the next question.
    region("question").value = "";
    typed = "";
  }
  go(written(fields));
}

function onChange(event) {
  if (event.target.matches?.(".filters select")) event.target.form.requestSubmit();
}

function onInput(event) {
  if (event.target.id === "question") typed = event.target.value;
}

function onKey(event) {
  if (event.target.id === "question" && event.key === "Enter" && !event.shiftKey) {
    // Enter also ends the typing of a Chinese word; that one is the input method's.
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  if (event.key !== "Escape") return;
  if (shownPeek()) {
    hidePeek();
  } else if (listening && coming()) {
    stop();
  } else if (now().get("clause") && region("clause").contains(document.activeElement)) {
    const fields = now();
    fields.delete("clause");
    go(written(fields));
  }
}

// Cards above citations, and notes above figures and names
const shownPeek = () => document.querySelector(".peek.shown");
let leaving = 0;

function hidePeek() {
  window.clearTimeout(leaving);
  for (const one of document.querySelectorAll(".peek.shown")) {
    one.classList.remove("shown");
    one.hidden = true;
  }
}

function peekOf(target) {
  if (target.dataset.peek) return region(target.dataset.peek);
  const note = region("note");
  note.textContent = target.dataset.note;
  return note;
}

function onPoint(event) {
  const target = event.target.closest?.("[data-peek], [data-note]");
  if (event.target.closest?.(".peek")) {
    window.clearTimeout(leaving);
    return;
  }
  if (!target) {
    // The pointer may cross to the card to read on.
    if (shownPeek()) leaving = window.setTimeout(hidePeek, 200);
    return;
  }
  hidePeek();
  const peek = peekOf(target);
  if (!peek) return;
  peek.hidden = false;
  peek.classList.add("shown");
  place(peek, target.getBoundingClientRect());
}

function place(peek, at) {
  const size = peek.getBoundingClientRect();
  const left = Math.min(Math.max(at.left, 8), Math.max(window.innerWidth - size.width - 8, 8));
  const above = at.top - size.height - 6;
  peek.style.left = `${left}px`;
  peek.style.top = `${above > 8 ? above : at.bottom + 6}px`;
}

function onBlur(event) {
  if (event.target.closest?.("[data-peek], [data-note]")) hidePeek();
}

// Copying, exporting, feedback
async function act(button) {
  if (button.dataset.act === "stop") {
    stop();
    return;
  }
  const text = button.dataset.act === "link" ? window.location.href : button.nextElementSibling.content.textContent;
  if (button.dataset.act === "save") {
    save(text, button.dataset.file);
    return;
  }
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copyOld(text);
  }
  tell(button, done ? button.dataset.done : button.dataset.failed);
}

// Without https, browsers offer the clipboard only by the old way.
function copyOld(text) {
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "unseen";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

function save(text, name) {
  const link = document.createElement("a");
  const kind = name.endsWith(".json") ? "application/json" : "text/markdown";
  link.href = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function tell(button, text) {
  const note = region("note");
  say(text);
  note.textContent = text;
  note.hidden = false;
  note.classList.add("shown");
  place(note, button.getBoundingClientRect());
  leaving = window.setTimeout(hidePeek, 1800);
}

async function judge(button) {
  const body = { ref: button.dataset.ref, verdict: button.dataset.feedback, language: button.dataset.language };
  const keep = button.closest("article")?.querySelector(".keep-question input");
  if (keep?.checked) body.question = keep.value;
  let kept = false;
  try {
    const reply = await fetch("./api/v1/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    kept = reply.ok;
  } catch {
    kept = false;
  }
  const said = kept ? button.dataset.thanks : button.dataset.failed;
  if (kept) {
    for (const one of button.parentElement.querySelectorAll("button")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
  }
  button.parentElement.querySelector(".thanks").textContent = said;
  say(said);
}

// The start: Gradio builds its components some time after this script has run.
function start() {
  if (!document.querySelector("#sent textarea, #sent input") || !region("answer") || !room0()) return false;
  last = window.location.search;
  waiting = { fresh: true, asked: true, opened: Boolean(now().get("clause")), closed: false, moved: false };
  new MutationObserver(arrive).observe(region("answer"), { childList: true, subtree: true });
  if (now().get("q")) frame();
  else send();
  window.setTimeout(knock, 100);
  return true;
}

const room0 = () => region("top")?.querySelector(".region");

document.addEventListener("click", onClick);
document.addEventListener("submit", onSubmit);
document.addEventListener("change", onChange);
document.addEventListener("input", onInput);
document.addEventListener("keydown", onKey);
document.addEventListener("mouseover", onPoint);
document.addEventListener("focusin", onPoint);
document.addEventListener("focusout", onBlur);
window.addEventListener("scroll", hidePeek, { passive: true });
window.addEventListener("popstate", () => {
  const before = last;
  last = window.location.search;
  show(before);
});
if (!start()) {
  const early = new MutationObserver(() => {
    if (start()) early.disconnect();
  });
  early.observe(document.body, { childList: true, subtree: true });
}
