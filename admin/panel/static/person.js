"use strict";

// Finding a person: what is chosen is an address to go to; "/" or Ctrl+K leads here from anywhere.
class Finder extends Combobox {
  show(results, otherwise) {
    super.show(results, otherwise);
    results.forEach((row, place) => {
      if (!row.detail) return;
      const detail = document.createElement("small");
      detail.textContent = row.detail;
      this.list.children[place].append(detail);
    });
  }

  press(event) {
    const isPlain = event.key === "Enter" && this.position < 0 && this.list.querySelectorAll("[role=option]").length !== 1;
    if (!isPlain) super.press(event);
  }

  choose(address) {
    if (address) location.assign(address);
  }

  leave() {
    this.asked++;
    clearTimeout(this.timer);
    this.open(false);
  }
}

const finder = document.querySelector(".finder");
if (finder) {
  new Finder(finder);
  const input = finder.querySelector("input");
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if ((event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
}

// Editing in place: the very form of the record's own page, in a dialog. Without this file the link leads there.
const dialog = document.querySelector("dialog.inline");
if (dialog) {
  let isStored = false;
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  const show = (page) => {
    const form = page.querySelector("form.record");
    const head = page.querySelector(".head");
    if (!form) throw new Error("no form");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button quiet";
    close.textContent = dialog.dataset.close;
    close.addEventListener("click", () => leave());
    head.append(close);
    dialog.replaceChildren(head, form);
    prepareDays(form);
    form.querySelectorAll(".buttons .button:not(.primary)").forEach((button) => button.remove());
    form.querySelectorAll(".combo").forEach((box) => new Combobox(box));
    ["input", "change"].forEach((kind) => form.addEventListener(kind, () => { dialog.dataset.changed = "1"; }));
    form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
    (form.querySelector("[aria-invalid=true]") ?? form.querySelector(".input, input:not([type=hidden])"))?.focus();
  };

  const fail = () => {
    const sentence = document.createElement("p");
    sentence.className = "notice bad";
    sentence.setAttribute("role", "alert");
    sentence.textContent = dialog.dataset.fail;
    dialog.prepend(sentence);
    if (!dialog.open) dialog.showModal();
  };

  const open = async (address) => {
    try {
      dialog.replaceChildren();
      delete dialog.dataset.changed;
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      show(await read(answer));
      dialog.showModal();
    } catch { fail(); }
  };

  const send = async (form) => {
    const button = form.querySelector(".button.primary");
    button.disabled = true;
    if (!(await sessionGoesOn(form))) { button.disabled = false; return; }
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.redirected && answer.ok) { isStored = true; location.reload(); return; }
      show(await read(answer));
    } catch { button.disabled = false; fail(); }
  };

  const leave = () => {
    const form = dialog.querySelector("form.record");
    if (dialog.dataset.changed && form && !confirm(form.dataset.leave)) return;
    dialog.close();
  };

  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  window.addEventListener("beforeunload", (event) => {
    if (dialog.open && dialog.dataset.changed && !isStored) { event.preventDefault(); event.returnValue = ""; }
  });
  document.querySelectorAll("a[data-inline]").forEach((anchor) => {
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      open(anchor.href);
    });
  });
}
