// Recheck, the desk's own script: single keys, drafts, focus after a swap.
// Everything here is a shortcut for something visible; every page works without it.
(() => {
  "use strict";
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const typing = (el) => el.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(el.tagName);
  const off = () => localStorage.getItem("recheck:keys") === "off";

  // --- single keys: rest while a field has focus, and can be turned off -------------------------
  let going = false;
  let row = -1;

  const rows = () => all("[data-row], table.rows tbody tr, .pass.suggested");
  const move = (step) => {
    const list = rows();
    if (!list.length) return;
    list[row]?.classList.remove("current");
    row = Math.min(Math.max(row + step, 0), list.length - 1);
    const now = list[row];
    now.classList.add("current");
    (now.querySelector("a, button") || now).focus({ preventScroll: true });
    now.scrollIntoView({ block: "nearest" });
  };

  // A key belongs to the current row if that has it, else to the page.
  const press = (key) => {
    const query = `[aria-keyshortcuts~="${CSS.escape(key)}"]`;
    const el = rows()[row]?.querySelector(query) || document.querySelector(query);
    if (!el) return false;
    typing(el) && el.type !== "radio" && el.type !== "checkbox" ? el.focus() : el.click();
    return true;
  };

  const help = () => {
    const known = document.getElementById("keys");
    if (known) return known.open ? known.close() : known.showModal();
    const dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.className = "body";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = Object.assign(document.createElement("h2"), { id: "keys-title", textContent: "Keys" });
    const list = document.createElement("dl");
    const seen = new Set();
    const add = (key, words) => {
      if (seen.has(key)) return;
      seen.add(key);
      const dt = document.createElement("dt");
      dt.append(Object.assign(document.createElement("kbd"), { textContent: key.toUpperCase() }));
      list.append(dt, Object.assign(document.createElement("dd"), { textContent: words }));
    };
    if (rows().length) { add("j", "next row"); add("k", "row before"); }
    for (const el of all("[aria-keyshortcuts]")) {
      const copy = el.cloneNode(true);
      all("kbd", copy).forEach((kbd) => kbd.remove());
      add(el.getAttribute("aria-keyshortcuts"), el.getAttribute("aria-label") || copy.textContent.trim() || el.closest("label")?.textContent.trim() || "");
    }
    for (const el of all("[data-go]")) add(`g ${el.dataset.go}`, `go to ${el.textContent.trim().replace(/\s+\d+$/, "")}`);
    add("?", "these keys");
    const toggle = document.createElement("button");
    toggle.className = "btn";
    const say = () => (toggle.textContent = off() ? "Turn single keys on" : "Turn single keys off");
    toggle.addEventListener("click", () => { localStorage.setItem("recheck:keys", off() ? "on" : "off"); say(); });
    say();
    dialog.append(title, list, toggle);
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    const el = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = el.closest?.("form");
      const button = form?.querySelector('[aria-keyshortcuts~="Control+Enter"]');
      if (button) { event.preventDefault(); form.requestSubmit(button); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(el) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (off()) return;
    let done = true;
    if (going) {
      going = false;
      const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      link ? link.click() : (done = false);
    } else if (key === "g") going = true;
    else if (key === "?") help();
    else if (key === "/") { const box = document.querySelector('input[type="search"]'); box ? box.focus() : (done = false); }
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else done = key.length === 1 && press(key);
    if (done) event.preventDefault();
  });

  for (const button of all("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", help);
  }

  // --- drafts: what is typed is kept on this computer until it has been sent ---------------------
  const who = document.querySelector("main[data-who]")?.dataset.who || "";
  const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const fields = (form) => [...form.elements].filter((el) => el.name && !/^(hidden|password|file|submit|button)$/.test(el.type));
  const read = (form) => fields(form).map((el) => [el.name, el.value, /^(radio|checkbox)$/.test(el.type) ? el.checked : null]);
  const write = (form, kept) => {
    for (const [name, value, checked] of kept)
      for (const el of fields(form))
        if (el.name === name && (checked === null || el.value === value)) checked === null ? (el.value = value) : (el.checked = checked);
  };

  const keep = (form) => {
    const key = `recheck:draft:${who}:${form.dataset.draft}`;
    let notice = form.querySelector(".draft");
    if (!notice) {
      notice = Object.assign(document.createElement("p"), { className: "draft" });
      notice.setAttribute("role", "status");
      form.prepend(notice);
    }
    const served = JSON.stringify(read(form));
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { localStorage.removeItem(key); }
    if (kept && JSON.stringify(kept.fields) !== served) {
      write(form, kept.fields);
      const back = Object.assign(document.createElement("button"), { type: "button", className: "linkbtn", textContent: "use the older one" });
      back.addEventListener("click", () => { write(form, JSON.parse(served)); localStorage.removeItem(key); notice.textContent = "The older one is back."; });
      notice.replaceChildren(`Restored from ${clock(kept.at)}, `, back);
    }
    let wait = 0;
    const save = () => {
      const now = Date.now();
      try {
        localStorage.setItem(key, JSON.stringify({ at: now, fields: read(form) }));
        notice.textContent = `Draft kept on this computer ${clock(now)}`;
      } catch { notice.textContent = "Not kept: this browser has no room for it."; }
    };
    form.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(save, 800); });
    // Kept until the next page says that it arrived: a form that comes back with errors still has it.
    form.addEventListener("submit", () => { clearTimeout(wait); save(); sessionStorage.setItem("recheck:sent", key); });
  };

  // A second click within two seconds is no second wish.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (event.timeStamp - (form.sentAt ?? -2000) < 2000) event.preventDefault();
    else form.sentAt = event.timeStamp;
  });
  window.addEventListener("pageshow", () => all("form").forEach((form) => delete form.sentAt));

  const arrived = () => {
    const key = sessionStorage.getItem("recheck:sent");
    sessionStorage.removeItem("recheck:sent");
    if (key && document.querySelector(".toast.success")) localStorage.removeItem(key);
  };

  // --- focus: to what is wrong, to what is new ------------------------------------------------------
  const ready = (root) => {
    all("form[data-draft]", root).forEach(keep);
    for (const el of all("[data-now]", root)) el.scrollLeft = el.dataset.now - el.clientWidth / 2;
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    row = -1;
    ready(event.target);
    const next = event.target.querySelector("[data-focus], h1, h2");
    if (!next || typing(document.activeElement)) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
  });
  arrived();
  ready(document);
  document.querySelector(".rail [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  document.querySelector("[data-focus]")?.focus();
})();
