// Comfort for mapping a form: the cell of the select that was last used is marked on the sheet, and clicking a cell of
// the sheet puts it into that select.
(() => {
  const form = document.querySelector("[data-point]");
  const sheet = document.querySelector("[data-sheet]");
  if (!form || !sheet) return;
  let last = null;
  const mark = () => {
    for (const cell of sheet.querySelectorAll(".is-pointed")) cell.classList.remove("is-pointed");
    if (last && last.value) {
      const cell = sheet.querySelector(`[data-ref="${CSS.escape(last.value)}"]`);
      if (cell) cell.classList.add("is-pointed");
    }
  };
  form.addEventListener("focusin", (event) => {
    if (event.target.tagName === "SELECT") {
      last = event.target;
      mark();
    }
  });
  form.addEventListener("change", mark);
  sheet.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-ref]");
    if (!cell || !last) return;
    if ([...last.options].some((option) => option.value === cell.dataset.ref)) {
      last.value = cell.dataset.ref;
      mark();
    }
  });
})();
