"use strict";
// The language of the page, and which failing questions are shown. Nothing is asked of any server.
const root = document.documentElement;
const buttons = [...document.querySelectorAll(".languages button")];
const filters = [...document.querySelectorAll(".filters select")];
const failing = [...document.querySelectorAll(".failing")];

function speak(language) {
  root.dataset.language = language;
  root.lang = language;
  document.title = root.dataset[language === "zh" ? "titleZh" : "titleEn"];
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === language));
  // An option holds no markup, so its words are changed here.
  for (const option of document.querySelectorAll("option[data-zh]")) option.textContent = option.dataset[language];
}

function filter() {
  let shown = 0;
  for (const one of failing) {
    one.hidden = filters.some((select) => select.value && one.dataset[select.name] !== select.value);
    shown += one.hidden ? 0 : 1;
  }
  const count = document.getElementById("count");
  if (count) count.textContent = `${shown} / ${failing.length}`;
}

for (const button of buttons) button.addEventListener("click", () => speak(button.value));
for (const select of filters) select.addEventListener("change", filter);
speak(navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
filter();
