"""Sections: the section tree; the section in view is always marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.geometry import Offset
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from glossator.content.document import Document
from glossator.tui.keys import bindings, hint
from glossator.tui.plain import plain_line, set_title, set_tooltip
from glossator.tui.visual_order import in_visual_order
from glossator.tui.widgets.counting import Counting
from glossator.tui.widgets.messages import PaneResized, SectionChosen, SectionSearched, StatusMessage

Step = Literal["up", "down", "first", "last", "page_up", "page_down", "parent", "close", "open"]
"""What the keys of the tree move its cursor by."""


_MOST = 20_000
"""Sections that the tree holds: making its lines holds up the keys, 40 µs for each."""


class Sections(Counting, Tree[int], inherit_bindings=False):
    """The tree of a document's sections; each node's data is an index into ``document.sections``.

    Where there are none its parts, such as pages, stand there instead, counted down from -1.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("sections")
    takes_counts = True

    def __init__(
        self, document: Document, generation: int, where: Callable[[], int | None], *, id: str | None = None
    ) -> None:
        """Begin with a document.

        Args:
            document: The document.
            generation: Its generation.
            where: Gives the section in view, by its index; None before the first one.
            id: The widget's id.
        """
        super().__init__(Text("Sections"), id=id)
        self._where = where
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._leaves: list[TreeNode[int]] = []
        self.document = document
        self._generation = generation
        self._current: int | None = None
        self._to_follow: int | None = None
        self._opened: set[TreeNode[int]] = set()
        """Branches that were opened to show where one is, and close again when one is elsewhere."""

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self.show_document(self.document, self._generation)

    def show_document(self, document: Document, generation: int) -> None:
        """Fill the tree with the sections of a document, of some generation.

        Args:
            document: What is open.
            generation: The one its positions belong to.
        """
        self.document, self._generation = document, generation
        self._leaves = []
        self._opened = set()
        self._current = self._to_follow = None
        self.clear()
        count = len(document.sections)
        more = "…" if document.rest else ""
        set_title(self, f"Sections · {count}{more}" if count else "Sections")
        if not document.sections:
            self.root.add_leaf(Text("no sections", style="italic"))
            for number, (name, _) in enumerate(document.parts):
                self.root.add_leaf(plain_line(name), data=-1 - number)
            return
        parents: list[tuple[int, TreeNode[int]]] = [(0, self.root)]
        sections = document.sections
        has_one_top = all(section.level > sections[0].level for section in sections[1:])
        for index, section in enumerate(sections[:_MOST]):
            while len(parents) > 1 and parents[-1][0] >= section.level:
                parents.pop()
            inner = index + 1 < len(sections) and sections[index + 1].level > section.level
            few = len(sections) <= 60
            is_open = few or (has_one_top and not index)  # a tree of its title alone would tell nothing
            node = parents[-1][1].add(plain_line(section.title), data=index, expand=is_open, allow_expand=inner)
            self._leaves.append(node)
            parents.append((section.level, node))
        if count > _MOST:
            rest = f"{count - _MOST:,} more; {hint(self.app, 'sections.pick')} finds them"
            self.root.add_leaf(Text(rest, style="italic"))

    def render_label(self, node: TreeNode[int], base_style: Style, style: Style) -> Text:
        """A title, with an ellipsis where the pane is too narrow for it."""
        label = super().render_label(node, base_style, style)
        room = self._room(node)
        if label.cell_len > room:
            label.truncate(room, overflow="ellipsis")
        return in_visual_order(self.app, label, 0)

    def get_label_width(self, node: TreeNode[int]) -> int:
        """Give the cells of a label, no more than there is room for."""
        return min(len(str(node.label)) + 2, self._room(node))

    def _room(self, node: TreeNode[int]) -> int:
        depth = 0
        while node.parent and node.parent is not self.root:
            node = node.parent
            depth += 1
        return max(4, self.scrollable_content_region.width - depth * self.guide_depth)

    def mark(self, index: int | None) -> None:
        """Move the cursor to the section in view, unless the reader is moving it."""
        if index == self._current or index is None or index >= len(self._leaves):
            return
        self._current = index
        if not self.has_focus:
            self._open_way(index)
            self._to_follow = index
            self.call_after_refresh(self._follow)

    def on_focus(self) -> None:
        """Begin where the text stands: the cursor may not have followed it yet."""
        index = self._where()
        if index is not None and index != self._current and index < len(self._leaves):
            self._current = self._to_follow = index
            self._open_way(index)
        self._follow()

    def _open_way(self, index: int) -> None:
        way = self._way(index)
        for node in self._opened - way:  # branches that were opened to show where one was
            node.collapse()
        for node in way:
            if not node.is_expanded:  # expanding, even for nothing, lays out the whole screen
                node.expand()
                self._opened.add(node)
        self._opened &= way

    def _way(self, index: int) -> set[TreeNode[int]]:
        """The branches that lead to a section."""
        way: set[TreeNode[int]] = set()
        node = self._leaves[index].parent
        while node and node is not self.root:
            way.add(node)
            node = node.parent
        return way

    def _follow(self) -> None:
        """Put the cursor on the section to follow, once."""
        index, self._to_follow = self._to_follow, None
        if index is not None and index < len(self._leaves) and self.last_line >= 0:  # which counts the lines anew
            self.move_cursor(self._leaves[index])
            self.scroll_to_line(self._leaves[index].line, animate=False)

    @property
    def cursor_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the section chosen; in cells of the screen."""
        here = self.scrollable_content_region
        y = max(0, self.cursor_line - self.scroll_offset.y)
        return Offset(here.x, here.y + min(y, max(0, here.height - 1)))

    # -- titles that the pane is too narrow for

    def watch_hover_line(self, previous: int, line: int) -> None:
        """Show in full what is cut short under the mouse."""
        super().watch_hover_line(previous, line)
        node = self.get_node_at_line(line)
        set_tooltip(self, self._title(node) if node and self._is_cut(node) else "")

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[int]) -> None:
        """Keep it here: the cursor also follows the text, and what a key moved it to is told by that."""
        event.stop()

    def _is_cut(self, node: TreeNode[int]) -> bool:
        return super().render_label(node, Style(), Style()).cell_len > self._room(node)

    def _title(self, node: TreeNode[int]) -> str:
        return str(node.label)

    # -- keys

    def action_go(self, step: Step) -> None:
        """Move the cursor, and say in full what is cut short where it comes to stand."""
        steps: dict[Step, Callable[[], None]] = {
            "up": self.action_cursor_up, "down": self.action_cursor_down, "first": self.action_scroll_home,
            "last": self.action_scroll_end, "page_up": self.action_page_up, "page_down": self.action_page_down,
            "parent": self.action_cursor_parent, "close": self._close_node, "open": self._open_node,
        }  # fmt: skip
        times = self.take_times()
        if times and step in ("first", "last"):
            self.cursor_line = min(times - 1, self.last_line)
        else:
            for _ in range(min(times or 1, self.last_line + 1)):
                steps[step]()
        node = self.cursor_node
        self.post_message(StatusMessage(self._title(node) if node and self._is_cut(node) else ""))

    def action_find(self) -> None:
        """Ask for a section by a few letters of its path."""
        self.post_message(SectionSearched())

    def action_resize(self, step: int) -> None:
        """Make the pane wider or narrower, by so many columns."""
        self.post_message(PaneResized("left", step))

    def _close_node(self) -> None:
        """Fold the section; one that is folded, or has none below it, gives the cursor to the one above."""
        node = self.cursor_node
        if node and node.is_expanded and node.allow_expand:
            node.collapse()
        elif node and node.parent and node.parent is not self.root:
            self.move_cursor(node.parent)

    def _open_node(self) -> None:
        """Unfold the section; from one that is unfolded go into it."""
        node = self.cursor_node
        if node and node.allow_expand and not node.is_expanded:
            node.expand()
        elif node and node.children:
            self.move_cursor(node.children[0])

    def on_tree_node_selected(self, event: Tree.NodeSelected[int]) -> None:
        """Tell which section was chosen."""
        event.stop()
        if (index := event.node.data) is not None:
            start = self.document.sections[index].start if index >= 0 else self.document.parts[-1 - index][1]
            self.post_message(SectionChosen(start, self._generation))
