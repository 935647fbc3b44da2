"""Field: an input of one line; what is typed into it lays nothing out anew."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset, Size
from textual.reactive import Reactive
from textual.widgets import Input


class Field(Input):
    """An input whose height and width do not depend on what stands in it.

    Textual lays the whole screen out anew with every letter, for an input's virtual size is the length of its text.
    """

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, submit_label: str = ""
    ) -> None:
        """Show a field.

        Args:
            value: What stands in it.
            placeholder: What is shown while nothing does.
            id: The widget's id.
            submit_label: What the key line calls Enter while this has the focus; empty where Enter does nothing.
        """
        super().__init__(value, placeholder=placeholder, id=id)
        self.submit_label = submit_label

    def on_mount(self) -> None:
        """Let the cursor blink only where things may move."""
        self.cursor_blink = self.app.animation_level != "none"

    def _on_paste(self, event: events.Paste) -> None:
        """Take text of several lines as one: what was copied from a page has line ends that mean nothing."""
        event.prevent_default()
        super()._on_paste(events.Paste(" ".join(event.text.splitlines())))
        event.stop()

    @property
    def cursor_offset(self) -> Offset:
        """Where the terminal's cursor belongs, in cells of the screen: at the letter that comes next."""
        x, y, _, _ = self.content_region
        return Offset(x + cell_len(self.value[: self.cursor_position]) - self.scroll_offset.x, y)

    def clear_first(self) -> bool:
        """Clear what was typed; False when nothing was, so that Esc means something else."""
        had_text = bool(self.value)
        self.clear()
        return had_text

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
