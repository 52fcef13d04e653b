// Runs once, when the masthead is on the page; Gradio gives `element` and `trigger`.
// The address says what is shown: a link to this page becomes a change of address,
// and a change of address is sent to the server as the event "go".
const narrow = window.matchMedia("(max-width: 999px)");
const region = (name) => document.getElementById(name);
let opener = "";
let typed = "";
// One request at a time: what is asked meanwhile is sent when its answer is there, so the last one wins.
let sent = null;
let sentAt = 0;
let waiting = { fresh: true, asked: false, opened: false, closed: false };

function address() {
  const fields = new URLSearchParams(window.location.search);
  const spoken = fields.get("lang");
  const browser = (navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en";
  return {
    lang: spoken === "zh" || spoken === "en" ? spoken : browser,
    q: fields.get("q") || "",
    clause: fields.get("clause") || "",
  };
}

function search(where) {
  const fields = new URLSearchParams();
  for (const name of ["lang", "q", "clause"]) {
    if (where[name]) fields.set(name, where[name]);
  }
  return "?" + fields.toString().replaceAll("%2F", "/");
}

function show(before) {
  const now = address();
  waiting = {
    fresh: before === null,
    asked: before !== null && before.q !== now.q,
    opened: before !== null && now.clause !== "" && before.clause !== now.clause,
    closed: before !== null && now.clause === "" && before.clause !== "",
  };
  typed = region("question")?.value || "";
  region("answer")?.setAttribute("aria-busy", "true");
  // A server that was away for this long answers no more.
  if (sent === null || Date.now() - sentAt > 15000) send(now);
}

function send(now) {
  sent = search(now);
  sentAt = Date.now();
  trigger("go", now);
}

let last = address();

function go(where) {
  const before = last;
  window.history.pushState(null, "", search(where));
  last = address();
  show(before);
}

function onClick(event) {
  const link = event.target.closest?.("a.here");
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.dataset.switch) {
    go({ ...address(), lang: link.dataset.switch });
    return;
  }
  const fields = new URLSearchParams(new URL(link.href).search);
  if (link.dataset.clause) opener = link.className + "|" + link.dataset.clause;
  go({ lang: address().lang, q: fields.get("q") || "", clause: fields.get("clause") || "" });
}

function onSubmit(event) {
  if (!event.target.matches?.("form.ask")) return;
  event.preventDefault();
  const box = region("question");
  const question = box.value.trim();
  if (!question) {
    box.focus();
    return;
  }
  go({ lang: address().lang, q: question, clause: "" });
}

function onKey(event) {
  if (event.target.id === "question" && event.key === "Enter" && !event.shiftKey) {
    // Enter also ends the typing of a Chinese word; that one is the input method's.
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  if (event.key === "Escape" && address().clause && region("clause").contains(document.activeElement)) {
    go({ ...address(), clause: "" });
  }
}

function onShown() {
  const now = address();
  if (sent !== search(now)) {
    send(now);
    return;
  }
  sent = null;
  // The regions are renewed in the frame after the event.
  window.requestAnimationFrame(() => window.requestAnimationFrame(settle));
}

function settle() {
  const now = address();
  document.documentElement.lang = now.lang === "zh" ? "zh-Hans" : "en";
  const answer = region("answer");
  answer.setAttribute("aria-live", "polite");
  answer.setAttribute("aria-busy", "false");
  const box = region("question");
  // Another language renews the masthead; what was typed there comes back.
  const wanted = waiting.asked || waiting.fresh ? now.q : typed;
  if (box && box.value !== wanted) box.value = wanted;
  for (const link of document.querySelectorAll("a[data-clause]")) {
    if (link.dataset.clause === now.clause) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  element.style.visibility = "";
  document.body.classList.add("arrived");
  if (waiting.opened) reveal();
  if (waiting.closed) giveBack();
  if (waiting.asked && !waiting.opened) answer.scrollIntoView({ block: "nearest" });
}

function reveal() {
  const label = region("clause-label");
  if (!label) return;
  label.focus({ preventScroll: true });
  if (narrow.matches) region("clause").scrollIntoView({ block: "start" });
  else showMark(region("clause").querySelector(".clause"));
}

// The page stays where it is; in a long clause the panel moves to what supports the answer.
function showMark(panel) {
  const mark = panel.querySelector("mark");
  if (mark && mark.offsetTop > panel.clientHeight * 0.8) panel.scrollTop = mark.offsetTop - panel.clientHeight / 3;
}

function giveBack() {
  const [style, clause] = opener.split("|");
  for (const link of document.querySelectorAll("a[data-clause]")) {
    if (link.className === style && link.dataset.clause === clause) {
      link.focus();
      return;
    }
  }
}

document.addEventListener("click", onClick);
document.addEventListener("submit", onSubmit);
document.addEventListener("keydown", onKey);
document.addEventListener("assistant:shown", onShown);
window.addEventListener("popstate", () => {
  const before = last;
  last = address();
  show(before);
});
// The masthead is there in Chinese before the address is read; in another language it waits for its words.
if (last.lang !== "zh") element.style.visibility = "hidden";
show(null);
