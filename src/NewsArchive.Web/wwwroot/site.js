// Offers names, headlines, sources and this browser's last queries while somebody types. Without it the form works as ever.
(() => {
  const input = document.getElementById("q");
  if (!input) return;
  const key = "newsarchive.queries", most = 8;
  const list = document.createElement("ul");
  list.id = "q-list";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);

  const recent = () => { try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; } };
  const remember = query => {
    if (!query) return;
    try { localStorage.setItem(key, JSON.stringify([query, ...recent().filter(q => q !== query)].slice(0, most))); } catch { /* private browsing */ }
  };
  remember(new URLSearchParams(location.search).get("q")?.trim());

  let chosen = -1, asked = 0;
  const close = () => { list.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = place => {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = (place + options.length + 1) % (options.length + 1);
    if (chosen === options.length) chosen = -1;
    options[chosen]?.setAttribute("aria-selected", "true");
    options[chosen]?.scrollIntoView({ block: "nearest" });
    if (chosen >= 0) input.setAttribute("aria-activedescendant", options[chosen].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = entries => {
    list.replaceChildren(...entries.map((entry, i) => {
      const option = document.createElement("li");
      option.id = `q-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = entry.href;
      const text = document.createElement("span"), kind = document.createElement("span");
      text.textContent = entry.text;
      kind.textContent = entry.kind;
      kind.className = "count";
      option.append(text, " ", kind);
      option.addEventListener("mousedown", event => { event.preventDefault(); location.href = entry.href; });
      return option;
    }));
    chosen = -1;
    list.hidden = entries.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const typed = input.value.trim(), turn = ++asked;
    const own = recent().filter(q => q.toLowerCase().startsWith(typed.toLowerCase()) && q !== typed).slice(0, typed ? 2 : most)
      .map(q => ({ text: q, kind: "asked before", href: `/search?q=${encodeURIComponent(q)}` }));
    let found = [];
    if (typed.length > 1) {
      try {
        const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`);
        if (answer.ok) found = await answer.json();
      } catch { /* the form still searches */ }
    }
    if (turn === asked && document.activeElement === input) show([...own, ...found]);
  };
  let wait;
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 80); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); }
    else if (event.key === "ArrowDown" && list.hidden) { ask(); event.preventDefault(); }
    else if (event.key === "ArrowDown" && !list.hidden) { choose(chosen + 1); event.preventDefault(); }
    else if (event.key === "ArrowUp" && !list.hidden) { choose(chosen < 0 ? list.children.length - 1 : chosen - 1); event.preventDefault(); }
    else if (event.key === "Enter" && chosen >= 0) { location.href = list.children[chosen].dataset.href; event.preventDefault(); }
  });
})();

// Drawing over several bars of a picture leads to the days from the first to the last. Without it each bar is a link.
(() => {
  const bars = [...document.querySelectorAll(".chart a[data-from]")];
  let begun = null;
  for (const bar of bars) {
    bar.addEventListener("pointerdown", () => { begun = bar; });
    bar.addEventListener("dragstart", event => event.preventDefault());
    bar.addEventListener("pointerenter", () => {
      if (!begun) return;
      const [first, last] = [bars.indexOf(begun), bars.indexOf(bar)].sort((a, b) => a - b);
      bars.forEach((other, i) => other.toggleAttribute("data-drawn", i >= first && i <= last));
    });
    bar.addEventListener("pointerup", () => {
      if (!begun || begun === bar) return;
      const ends = [begun, bar].sort((a, b) => a.dataset.from.localeCompare(b.dataset.from));
      const address = new URL(bar.getAttribute("href"), location.href);
      address.searchParams.set("from", ends[0].dataset.from);
      address.searchParams.set("to", ends[1].dataset.to);
      location.href = address;
    });
  }
  addEventListener("pointerup", () => {
    begun = null;
    for (const bar of bars) bar.removeAttribute("data-drawn");
  });
})();

// A button beside each reference that copies it. Without it a click selects the reference whole.
(() => {
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll("[data-copy]")) {
    const words = text.textContent, button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(text);
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    text.after(button);
  }
})();

// Keys as in mail readers. Each does what a link or button of the page does; off while typing, and by setting.
(() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const one = selector => document.querySelector(selector);
  const entries = () => all("main .hit, main .entry, main .ranked > li, main .quote, main tr.entry").filter(e => e.querySelector("a[href]"));
  const linkOf = entry => entry.querySelector("h3 a[href], h2 a[href], a.lead, a[href]");
  let begun = 0;

  const current = () => document.activeElement.closest(".hit, .entry, .ranked > li, .quote, tr.entry");
  const step = by => {
    const turn = one(by > 0 ? ".hitbar a[rel=next]" : ".hitbar a[rel=prev]");
    if (turn) { location.href = turn.href; return; }
    const list = entries(), at = list.indexOf(current());
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
    if (!next) return;
    linkOf(next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const within = selector => (current() ?? document).querySelector(selector) ?? (current() ? null : one(selector));
  const press = selector => within(selector)?.click();
  const openAndFocus = selector => {
    const field = within(selector);
    if (!field) return;
    const fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
  };
  const note = () => {
    const form = one("form[data-note]");
    if (!form) return;
    takeSelection(form);
    openAndFocus("form[data-note] textarea");
  };

  // The words that are selected in the text go with a note; which of several such places it is, is counted. A click
  // on “Note” takes the selection away just before: it counts for a moment longer.
  let selected = null, gone = 0;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection(), text = one(".prose[data-noted]");
    const words = selection.toString().replace(/\s+/g, " ").trim();
    if (!words) { gone = performance.now(); return; }
    if (!text?.contains(selection.anchorNode)) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
    selected = { words, copy: before.toString().replace(/\s+/g, " ").split(words).length - 1 };
    gone = 0;
  });
  const takeSelection = form => {
    if (!selected || (gone && performance.now() - gone > 1000)) return;
    form.elements.words.value = selected.words;
    form.elements.copy.value = selected.copy;
    const shown = form.querySelector("[data-words]");
    shown.textContent = `On: “${selected.words}”`;
    shown.hidden = false;
  };
  one("form[data-note]")?.closest("details").addEventListener("toggle", event => {
    if (event.target.open) takeSelection(one("form[data-note]"));
  });

  // Compare: on one, then on another.
  const compare = () => {
    const button = within("[data-compare]");
    if (!button) return;
    const id = button.dataset.compare, first = sessionStorage.getItem("newsarchive-compare");
    if (first && first !== id) {
      sessionStorage.removeItem("newsarchive-compare");
      location.href = `/compare?a=${first}&b=${id}`;
    } else {
      sessionStorage.setItem("newsarchive-compare", id);
      all("[data-compare]").forEach(b => b.toggleAttribute("aria-current", b.dataset.compare === id));
      tell("Chosen to compare. Press c on another article.");
    }
  };
  const tell = words => {
    let place = one("#said");
    if (!place) {
      place = document.createElement("p");
      place.id = "said";
      place.className = "said-now";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    place.textContent = words;
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => { place.textContent = ""; }, 4000);
  };

  // Stars and read marks without a new page.
  document.addEventListener("submit", async event => {
    const form = event.target;
    if (!form.matches("form[data-toggle]")) return;
    event.preventDefault();
    const button = form.querySelector("button"), act = form.elements.act;
    const [on, off] = form.dataset.toggle.split(" ");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error();
      const isOn = act.value === on;
      act.value = isOn ? off : on;
      button.setAttribute("aria-pressed", isOn);
      button.firstChild.textContent = isOn ? button.dataset.on : button.dataset.off;
    } catch {
      form.submit();
    }
  });

  const help = async () => {
    let dialog = one("dialog.sheet:not([data-page])");
    if (!dialog) {
      const page = new DOMParser().parseFromString(await (await fetch("/settings")).text(), "text/html");
      dialog = document.importNode(page.querySelector("dialog.sheet"), true);
      delete dialog.dataset.page;
      dialog.removeAttribute("open");
      document.body.append(dialog);
    }
    if (dialog.open) dialog.close(); else dialog.showModal();
  };

  const go = { h: "/", d: "/desk", y: "/days", n: "/entities", s: "/stories", q: "/quotes" };
  const keys = {
    "/": () => { one("#q").focus(); one("#q").select(); },
    j: () => step(1), k: () => step(-1),
    o: () => { const entry = current(); if (entry) location.href = linkOf(entry).href; },
    u: () => { const up = one("[data-up]"); if (up) location.href = up.href; else history.back(); },
    s: () => press("form[data-toggle^=star] button"), m: () => press("form[data-toggle^=read] button"),
    t: () => openAndFocus("input[name=tag]"), n: note, c: compare,
    e: () => { const fix = one("details.fix"); if (fix) { const fold = fix.parentElement.closest("details"); if (fold) fold.open = true; fix.open = true; fix.querySelector("input:not([type=hidden]), textarea")?.focus(); } },
    "?": help,
  };
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input:not([type=radio], [type=checkbox], [type=submit]), textarea, select, [contenteditable]");
    if (event.key === "Escape") { if (typing && !event.defaultPrevented) typing.blur(); return; }
    if (typing || document.documentElement.dataset.keys === "off") return;
    const own = one(`main [data-key="${CSS.escape(event.key)}"]`);
    if (own) { event.preventDefault(); own.click(); return; }
    if (event.key === "g") { begun = event.timeStamp; return; }
    if (begun && event.timeStamp - begun < 1500 && go[event.key]) { event.preventDefault(); location.href = go[event.key]; return; }
    begun = 0;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
})();

// Files and folders are dropped, and what becomes of them is shown while it happens. Without it files are chosen one by one.
(() => {
  const form = document.querySelector("form[data-drop]");
  if (form) {
    const input = form.querySelector("input[type=file]");
    for (const name of ["dragover", "dragenter"]) form.addEventListener(name, event => { event.preventDefault(); form.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
    const readAll = async entry => {
      if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
      const reader = entry.createReader(), found = [];
      for (;;) {
        const part = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (part.length === 0) return found;
        for (const inner of part) found.push(...await readAll(inner));
      }
    };
    form.addEventListener("drop", async event => {
      event.preventDefault();
      const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
      const files = new DataTransfer();
      for (const entry of entries) for (const file of await readAll(entry)) files.items.add(file);
      input.files = files.files;
      form.requestSubmit();
    });
  }
  const progress = document.querySelector("[data-progress]");
  if (!progress) return;
  const look = async () => {
    try {
      const run = await (await fetch("/imports/now", { headers: { Accept: "application/json" } })).json();
      if (!run.running) { location.reload(); return; }
      progress.querySelector("progress").value = run.share;
      progress.querySelector("[data-said]").textContent = run.said;
    } catch { /* asked again */ }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1500);
})();

