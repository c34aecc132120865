// How this browser shows the archive, kept in it. Before the page is drawn, so that nothing jumps.
(() => {
  const names = ["theme", "size", "width", "density", "keys"];
  const root = document.documentElement;
  const apply = () => {
    for (const name of names) {
      const value = localStorage.getItem(`newsarchive-${name}`);
      if (value) root.dataset[name] = value; else delete root.dataset[name];
    }
  };
  try { apply(); } catch { return; }
  addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-settings]");
    if (!form) return;
    form.hidden = false;
    for (const field of form.elements) if (field.type === "radio")
      field.checked = field.value === (localStorage.getItem(`newsarchive-${field.name}`) ?? "");
    form.addEventListener("change", event => {
      const { name, value } = event.target;
      if (value) localStorage.setItem(`newsarchive-${name}`, value); else localStorage.removeItem(`newsarchive-${name}`);
      apply();
    });
  });
})();
