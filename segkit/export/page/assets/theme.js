// The theme that the reader chose last time.
try {
  const kept = localStorage.getItem("segkit-theme");
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
} catch { /* storage may be forbidden: then the reader's system decides */ }
