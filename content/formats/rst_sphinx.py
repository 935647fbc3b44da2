"""What Sphinx adds to reStructuredText: its directives and roles, as text; nothing is included, imported or run.

Source: https://www.sphinx-doc.org/en/master/usage/restructuredtext/ (directives, roles, domains).
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles

_DIRECTIVE = re.compile(r"^[ \t]*\.\. +(?:\|[^|\n]{1,80}\| +)?([A-Za-z][\w:.+-]{0,60})::", re.M)
_ROLE = re.compile(r":([A-Za-z][\w:.+-]{0,60}):`")
_TARGET = re.compile(r"(.*\S)\s*<([^<>]*)>", re.S)
_MOST = 300
"""Names of a document that are looked at."""
_CODE = frozenset({"code-block", "sourcecode", "code-cell", "prompt", "ipython", "doctest", "testcode", "console"})
_NOTHING = frozenset({
    "highlight", "index", "meta", "currentmodule", "py:currentmodule", "module", "py:module", "tabularcolumns",
    "include", "literalinclude", "default-role", "automodule", "autoclass", "autofunction", "automethod", "graphviz",
    "role", "raw", "sectionauthor", "codeauthor", "rst-class", "program",
})  # fmt: skip
_VERSIONS = {
    "versionadded": "New in version", "versionchanged": "Changed in version", "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}  # fmt: skip
_ADMONITIONS = {
    "seealso": "See also", "todo": "To do", "dropdown": "", "details": "", "card": "", "tab": "", "tab-item": "",
}  # fmt: skip
_HOLDERS = frozenset({"only", "ifconfig", "tabs", "tab-set", "grid", "container", "hlist", "centered", "glossary"})
_OBJECTS = frozenset({
    "function", "class", "method", "attribute", "data", "exception", "module", "option", "cmdoption", "envvar",
    "describe", "object", "confval", "property", "decorator", "staticmethod", "classmethod", "type",
})  # fmt: skip
_LITERAL = frozenset({
    "func", "class", "meth", "mod", "attr", "obj", "data", "const", "exc", "program", "option", "file", "command",
    "envvar", "kbd", "samp", "makevar", "regexp", "mimetype", "token", "keyword",
})  # fmt: skip


class _Options(dict[str, Any]):
    """Takes any option as it is."""

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


class _Sphinx(Directive):  # type: ignore[misc]  # docutils has no types
    """Any directive that docutils does not know."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = _Options(name=directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Give the nodes for the directive."""
        name, argument = self.name.lower(), " ".join(self.arguments)
        text = "\n".join(self.content)
        if name in _NOTHING:
            return []
        if name in _CODE:
            return self._code(text or argument, argument if text else "")
        if name == "toctree":
            return self._tree()
        if name in _VERSIONS:
            return self._version(_VERSIONS[name], argument)
        if name in _ADMONITIONS:
            return self._titled(_ADMONITIONS[name] or argument, nodes.admonition())
        if name in _HOLDERS or not argument:
            return self._parsed(nodes.container())
        is_object = ":" in name or name in _OBJECTS
        return self._described(argument) if self.content or is_object else []

    def _code(self, text: str, language: str) -> list[nodes.Node]:
        out: list[nodes.Node] = []
        if caption := self.options.get("caption"):
            out.append(nodes.paragraph("", caption))
        return [*out, nodes.literal_block(text, text, classes=["code", *language.split()[:1]])]

    def _tree(self) -> list[nodes.Node]:
        """The files of a table of contents, as a list of links."""
        out = nodes.bullet_list()
        for line in self.content:
            if entry := line.strip():
                match = _TARGET.fullmatch(entry)
                words, target = (match[1], match[2]) if match else (entry, entry)
                item = nodes.paragraph()
                item += nodes.reference("", words, refuri=target)
                out += nodes.list_item("", item)
        return [out] if len(out) else []

    def _version(self, label: str, argument: str) -> list[nodes.Node]:
        """A change, by the version that it came with."""
        version, _, more = " ".join(argument.split()).partition(" ")
        lead = nodes.paragraph()
        lead += nodes.strong("", f"{label} {version}" + ":" * bool(more))
        if more:
            lead += [nodes.Text(" "), *self.state.inline_text(more, self.lineno)[0]]
        return [lead, *self._parsed(nodes.container())]

    def _titled(self, title: str, holder: Any) -> list[nodes.Node]:
        if title:
            lead = nodes.paragraph()
            lead += nodes.strong("", title)
            holder += lead
        return self._parsed(holder)

    def _described(self, signature: str) -> list[nodes.Node]:
        """A function, a class, an option: its name and its description."""
        term = nodes.term()
        for at, line in enumerate(signature.split("\n")):
            term += [nodes.Text(" ")] * bool(at) + [nodes.literal("", line.strip())]
        definition = nodes.definition()
        self.state.nested_parse(self.content, self.content_offset, definition)
        if not len(definition):
            definition += nodes.paragraph()
        return [nodes.definition_list("", nodes.definition_list_item("", term, definition))]

    def _parsed(self, holder: Any) -> list[nodes.Node]:
        self.state.nested_parse(self.content, self.content_offset, holder)
        return [holder] if len(holder) else []


def _role(name: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = ()) -> Any:
    """What a role shows: its title, or the last part of a dotted name with ``~``, or the text as it is."""
    match = _TARGET.fullmatch(text)
    words = match[1] if match else text.removeprefix("!")
    if words.startswith("~"):
        words = words[1:].rpartition(".")[2]
    words = words.replace("\x00", "")
    kind = nodes.literal if name.rpartition(":")[2] in _LITERAL else nodes.inline
    return [kind(rawtext, words)], []


def know_all(text: str) -> None:
    """Have docutils know every directive and every role of a text; code in any language as well.

    Args:
        text: reStructuredText.
    """
    for name in sorted({*_DIRECTIVE.findall(text)})[:_MOST]:
        lower = name.lower()
        if lower in _CODE or (lower not in directives._directive_registry and lower not in directives._directives):
            directives.register_directive(lower, _Sphinx)
    for name in sorted({*_ROLE.findall(text)})[:_MOST]:
        lower = name.lower()
        if lower not in roles._role_registry and lower not in roles._roles:
            roles.register_local_role(lower, _role)
