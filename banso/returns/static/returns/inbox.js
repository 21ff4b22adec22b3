// Comfort for the inbox: files may be dropped on the box, and the list of a drop renews itself while it is read.
(() => {
  const box = document.querySelector("[data-drop]");
  const input = box && box.querySelector("input[type=file]");
  if (input) {
    const told = document.createElement("p");
    told.className = "small";
    told.setAttribute("role", "status");
    input.after(told);
    const tell = () => {
      told.textContent = input.files.length ? `${input.files.length}個のファイルを選びました。` : "";
    };
    input.addEventListener("change", tell);
    for (const name of ["dragenter", "dragover"]) {
      box.addEventListener(name, (event) => {
        event.preventDefault();
        box.classList.add("drop--over");
      });
    }
    for (const name of ["dragleave", "drop"]) {
      box.addEventListener(name, () => box.classList.remove("drop--over"));
    }
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        tell();
      }
    });
  }

  const list = document.querySelector("[data-renew]");
  const renew = async () => {
    if (!list.querySelector("progress")) return;
    try {
      const answer = await fetch(`${location.pathname}?part=1`, { credentials: "same-origin" });
      if (answer.ok) list.innerHTML = await answer.text();
    } catch (away) {
      // The server may be away for a moment; the next try asks again.
    }
    setTimeout(renew, 1500);
  };
  if (list) setTimeout(renew, 1500);
})();
