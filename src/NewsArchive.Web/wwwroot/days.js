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
