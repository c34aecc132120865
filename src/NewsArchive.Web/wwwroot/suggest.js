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
