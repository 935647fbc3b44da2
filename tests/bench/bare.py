"""The bare Textual app everything is compared with: one Static, one key."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    BINDINGS = [("j", "step", "Step"), ("q", "quit", "Quit")]
    steps = 0

    def compose(self) -> ComposeResult:
        yield Static("BARE READY", id="text")

    def action_step(self) -> None:
        self.steps += 1
        self.query_one("#text", Static).update(f"step {self.steps} " * 900)


if __name__ == "__main__":
    Bare().run()
