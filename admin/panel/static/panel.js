"use strict";

// The menu on small screens.
const menuButton = document.querySelector(".menu-button");
menuButton?.addEventListener("click", () => {
  const isOpen = document.body.classList.toggle("menu-open");
  menuButton.setAttribute("aria-expanded", String(isOpen));
});

// The account box closes when one clicks elsewhere or presses Escape.
const account = document.querySelector("details.account");
document.addEventListener("click", (event) => {
  if (account?.open && !account.contains(event.target)) account.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && account?.open) account.open = false;
});

// Look-ups: type a part of a name, choose with the mouse or the arrow keys. Only a chosen row is sent.
class Combobox {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("[role=combobox]");
    this.key = box.querySelector("input[type=hidden]");
    this.list = box.querySelector("[role=listbox]");
    this.clearButton = box.querySelector(".combo-clear");
    this.chosen = { id: this.key.value, text: this.input.value };
    this.position = -1;
    this.asked = 0;
    this.input.addEventListener("input", () => this.searchSoon());
    this.input.addEventListener("click", () => { if (this.list.hidden) this.search(); });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.leave(), 150));
    this.clearButton.addEventListener("click", () => { this.choose("", ""); this.input.focus(); });
  }

  searchSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), 200);
  }

  async search() {
    const asked = ++this.asked;
    const typed = this.input.value === this.chosen.text ? "" : this.input.value;
    const address = new URL(this.box.dataset.url, location.href);
    address.searchParams.set("name", this.box.dataset.name);
    address.searchParams.set("term", typed.slice(0, 100));
    this.show([], this.box.dataset.wait);
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      const { results, sentence } = await answer.json();
      if (asked === this.asked) this.show(results, sentence ?? this.box.dataset.none);
    } catch {
      if (asked === this.asked) this.show([], this.box.dataset.fail);
    }
  }

  show(results, otherwise) {
    this.position = -1;
    this.list.replaceChildren(...results.map((row, place) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${place}`;
      item.setAttribute("role", "option");
      item.dataset.id = row.id;
      item.textContent = row.text;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); this.choose(row.id, row.text); });
      return item;
    }));
    if (!results.length) {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.setAttribute("aria-disabled", "true");
      item.textContent = otherwise;
      this.list.append(item);
    }
    this.open(true);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const items = [...this.list.querySelectorAll("[role=option]:not([aria-disabled])")];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) { this.search(); return; }
      if (!items.length) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.position = (this.position + step + items.length) % items.length;
      items.forEach((item, place) => item.setAttribute("aria-selected", String(place === this.position)));
      items[this.position].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", items[this.position].id);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const item = items[this.position] ?? (items.length === 1 ? items[0] : null);
      if (item) this.choose(item.dataset.id, item.textContent);
    } else if (event.key === "Escape") {
      this.leave();
    }
  }

  choose(id, text) {
    this.asked++;
    this.chosen = { id, text };
    this.key.value = id;
    this.input.value = text;
    this.clearButton.hidden = !id;
    this.open(false);
    this.key.dispatchEvent(new Event("change", { bubbles: true }));
  }

  leave() {
    this.asked++;
    clearTimeout(this.timer);
    if (this.input.value.trim() === "") this.choose("", "");
    else this.input.value = this.chosen.text;
    this.open(false);
  }
}
document.querySelectorAll(".combo:not(.finder)").forEach((box) => new Combobox(box));

// A day is typed as the page's language writes it, whatever the browser speaks: it is told in words below its field,
// and can be picked from the browser's own calendar. What is sent is what stands in the field; the server reads it.
const tongue = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const inWords = new Intl.DateTimeFormat(tongue, {
  weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});
const dayForms = [
  /^(?<y>\d{4})([-/.])(?<m>\d{1,2})\2(?<d>\d{1,2})$/,
  /^(?<d>\d{1,2}) ?[-/. ] ?(?<m>\d{1,2}) ?[-/. ] ?(?<y>\d{4})$/,
  /^(?<d>\d{1,2})[-/. ]{1,2}(?<m>[a-z]{3,10})[-/., ]{1,2}(?<y>\d{4})$/,
  /^(?<m>[a-z]{3,10})\.? (?<d>\d{1,2}),? (?<y>\d{4})$/,
  /^(?<d>\d{2})(?<m>\d{2})(?<y>(?:19|2\d)\d{2})$/,
  /^(?<y>(?:19|2[0-2])\d{2})(?<m>\d{2})(?<d>\d{2})$/,
];

function readMonth(written) {
  if (/^\d+$/.test(written)) return Number(written);
  const isNamed = (month) => ["id", "en"].some((spoken) => ["long", "short"].some((width) =>
    new Intl.DateTimeFormat(spoken, { month: width, timeZone: "UTC" }).format(Date.UTC(2000, month - 1)).toLowerCase() === written));
  return [...Array(12).keys()].map((place) => place + 1).find(isNamed) ?? 0;
}

function readDay(text) {
  const found = dayForms.map((form) => text.trim().toLowerCase().match(form)).find(Boolean)?.groups;
  if (!found) return null;
  const month = readMonth(found.m);
  const day = new Date(Date.UTC(Number(found.y), month - 1, Number(found.d)));
  const isReal = day.getUTCMonth() === month - 1 && day.getUTCDate() === Number(found.d) && day.getUTCFullYear() === Number(found.y);
  return isReal && Number(found.y) >= 1900 && Number(found.y) <= 2200 ? day : null;
}

function tellDays(field) {
  const days = [...field.querySelectorAll("input[data-day]")].map((input) => readDay(input.value));
  field.querySelector(".in-words").textContent = days.filter(Boolean).map((day) => inWords.format(day)).join(" – ");
}

function addCalendar(input) {
  const button = input.parentElement.querySelector(".day-pick");
  const calendar = document.createElement("input");
  if (!calendar.showPicker) return;
  calendar.type = "date";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  calendar.setAttribute("aria-label", button.getAttribute("aria-label"));
  calendar.min = input.dataset.least ?? "1900-01-01";
  calendar.max = input.dataset.most ?? "2200-12-31";
  calendar.addEventListener("change", () => {
    if (!calendar.value) return;
    input.value = calendar.value.split("-").reverse().join("/");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  button.addEventListener("click", () => {
    calendar.valueAsDate = readDay(input.value);
    calendar.showPicker();
  });
  button.before(calendar);
  button.hidden = false;
}

function prepareDays(root) {
  const inputs = [...root.querySelectorAll("input[data-day]")];
  inputs.forEach(addCalendar);
  const fields = new Set(inputs.map((input) => input.closest(".field")));
  fields.delete(null);
  fields.forEach((field) => {
    const told = document.createElement("p");
    told.className = "in-words";
    told.setAttribute("aria-live", "polite");
    field.insertBefore(told, field.querySelector(":scope > .below"));
    field.addEventListener("input", () => tellDays(field));
    tellDays(field);
  });
}
prepareDays(document);

// A file is chosen with a button that speaks the language of the page; the browser's own stays behind it.
function speakOfFiles(box) {
  const [input, button, chosen] = [box.querySelector("input"), box.querySelector("button"), box.querySelector("[data-none]")];
  const tell = (sentence, isWrong = false) => {
    chosen.textContent = sentence;
    chosen.classList.toggle("error", isWrong);
  };
  input.classList.add("hidden");
  input.tabIndex = -1;
  input.setAttribute("aria-hidden", "true");
  button.hidden = false;
  button.addEventListener("click", () => input.click());
  input.addEventListener("focus", () => button.focus());
  input.addEventListener("change", () => tell([...input.files].map((file) => file.name).join(", ") || chosen.dataset.none));
  input.addEventListener("invalid", (event) => {
    event.preventDefault();
    tell(chosen.dataset.missing, true);
    button.focus();
  });
  input.dispatchEvent(new Event("change")); // a browser that goes back may still hold a file
}
document.querySelectorAll(".file").forEach(speakOfFiles);

// A page that has been open for a while may have outlived its session. What was typed is then kept: one signs in in
// another tab, and the form is sent with the token of the new session.
const SOON = 60_000;
const over = document.querySelector("#session-over");
let askedAt = 0;

const isFresh = () => !over || performance.now() - askedAt < SOON;

async function sessionGoesOn(form) {
  if (isFresh()) return true;
  form.querySelector(".session-over")?.remove();
  const answer = await fetch(over.dataset.page).catch(() => null); // a server out of reach says so when it is sent
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  if (page && !page.querySelector("#session-over")) {
    form.prepend(over.content.cloneNode(true));
    form.querySelector(".session-over a").focus();
    return false;
  }
  if (page) form.querySelector("[name=csrf_token]").value = page.querySelector("meta[name=csrf-token]").content;
  askedAt = performance.now();
  return true;
}

// Forms: say when leaving would lose what was typed, and send once.
const record = document.querySelector("form.record");
if (record) {
  // A form is shown again with what was typed when it was refused or somebody else saved the row meanwhile.
  let isChanged = "unsaved" in record.dataset || Boolean(record.querySelector("[aria-invalid]"));
  let isSent = false;
  record.addEventListener("input", () => { isChanged = true; });
  record.addEventListener("change", () => { isChanged = true; });
  record.addEventListener("submit", async (event) => {
    if (isSent) { event.preventDefault(); return; }
    isSent = true;
    if (isFresh()) return;
    event.preventDefault();
    const goesOn = await sessionGoesOn(record);
    isSent = false;
    if (goesOn) record.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => { isSent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) { event.preventDefault(); event.returnValue = record.dataset.leave; }
  });
  record.querySelector("[aria-invalid]")?.focus();
}

// Filters: empty answers do not belong in the address.
document.querySelectorAll("form[method=get]").forEach((form) => {
  form.addEventListener("submit", () => {
    form.querySelectorAll("input[name], select[name]").forEach((input) => { if (!input.value) input.disabled = true; });
  });
  window.addEventListener("pageshow", () => {
    form.querySelectorAll("[disabled]").forEach((input) => { input.disabled = false; });
  });
});

// Rows of a list: what is done with those chosen waits until one is.
const chosen = document.querySelector("form.chosen");
if (chosen) {
  const offer = () => {
    const isAny = [...chosen.elements].some((element) => element.checked);
    chosen.querySelectorAll("button").forEach((button) => { button.disabled = !isAny; });
  };
  document.addEventListener("change", (event) => { if (event.target.form === chosen) offer(); });
  window.addEventListener("pageshow", offer);
  offer();
}

// One-time links: the code stands behind the #, so that no log ever holds it; it leaves the address bar for its field.
const codeField = document.querySelector("#one-time-code");
if (codeField && location.hash.length > 1) {
  codeField.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
