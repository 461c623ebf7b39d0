// A filter that is kept for the export: only a notebook can keep one.

Object.assign(Tools.prototype, {
  addKeep() {
    if (!this.keeps) return;
    this.keep = make("input", { type: "checkbox" });
    this.keep.addEventListener("change", () => this.set({ kept: this.keep.checked }));
    this.problem = make("p", { className: "sk-problem" });
    this.problem.setAttribute("role", "alert");
    this.told = make("span", { className: "sk-quiet" });
    this.told.setAttribute("role", "status");
    this.tools.append(
      make("label", { className: "sk-keep" }, this.keep, "Keep this filter in the export", this.told), this.problem);
  },

  /** Kept is what the kernel says is kept; its silence is said. */
  awaitKept(changed, silent) {
    if (!this.keep) return;
    const asks = "kept" in changed || (this.state.kept && ("query" in changed || "filters" in changed));
    if ("said" in changed || "problem" in changed) clearTimeout(this.patience);
    this.keep.checked = this.state.kept;
    this.problem.textContent = this.state.problem;
    this.told.textContent = this.state.said;
    if (silent || !asks) return;
    this.told.textContent = "Saving …";
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      this.told.textContent = "";
      this.problem.textContent = "No answer for 5 s: the export is not filtered by this. Run › Run All Cells, then tick it again.";
      this.keep.checked = false;
    }, 5000);
  },
});
