"""A small document of each of the formats that fewer people have."""

import json
import plistlib

FB2 = """<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">
<description><title-info><author><first-name>Ada</first-name><last-name>Lovelace</last-name></author><book-title>The engine</book-title></title-info></description>
<body><title><p>The engine</p></title><section><title><p>One</p></title><epigraph><p>Before it.</p><text-author>A friend</text-author></epigraph>
<section><title><p>Inner</p></title><p>Words with <emphasis>weight</emphasis> and a note<a l:href="#n1" type="note">1</a> behind.</p><empty-line/>
<poem><stanza><v>A line,</v><v>another.</v></stanza></poem></section></section></body>
<body name="notes"><section id="n1"><title><p>1</p></title><p>What the note says.</p></section></body></FictionBook>"""
RTF = r"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 Arial;}}\pard\b Title\b0\par za\'bf\'f3\'b3\'e6 and more\par}"
NOTEBOOK = {
    "nbformat": 4, "metadata": {"language_info": {"name": "python"}},
    "cells": [
        {"cell_type": "markdown", "source": ["# Measuring\n", "\n", "What was *done*."]},
        {"cell_type": "code", "source": "print(`1`)\n```", "outputs": [{"output_type": "stream", "text": ["\x1b[31mone\x1b[0m\n"]}]},
    ],
}  # fmt: skip
MESSAGE = b"""From: Ada <ada@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: =?utf-8?q?The_caf=C3=A9?=\r\nDate: Mon, 1 Jun 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe first =\r\nparagraph, caf=C3=A9.\r\n\r\n> what was said\r\n> before\r\n\r\nAn answer.\r\n"""
PAGE = "<html><head><title>The page</title></head><body><article><h1>The page</h1>" + "<p>A paragraph that is long enough, with words, and more of them.</p>" * 9 + "</article></body></html>"
MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/page\r\nSubject: The page\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/page\r\n\r\n'
    f"{PAGE}\r\n--b--\r\n"
).encode()
WEBARCHIVE = plistlib.dumps(
    {"WebMainResource": {"WebResourceData": PAGE.encode(), "WebResourceURL": "https://example.org/page", "WebResourceTextEncodingName": "utf-8", "WebResourceMIMEType": "text/html"}},
    fmt=plistlib.FMT_BINARY,
)  # fmt: skip
RST = b"""=========\nThe title\n=========\n\nOne\n===\n\nWords with *weight* and ``code``.\n\nInner\n-----\n\n.. include:: /etc/passwd\n\n.. raw:: html\n\n   <script>x</script>\n\n- an item\n\n::\n\n   as it is\n\n.. csv-table::\n   :file: /etc/passwd\n\nTwo\n===\n\nA note [#a]_.\n\n.. [#a] What it says.\n"""
MANUAL = rb""".\" a comment
.TH LS 1 "June 2026" "Tools" "User Commands"
.SH NAME
ls \- list what there is
.SH OPTIONS
.TP
\fB\-a\fR, \fB\-\-all\fR
show all of it, \(lqhidden\(rq ones too
.IP \(bu 2
an item
.PP
A paragraph with
.I weight
and
.BR sh (1).
.SS Inner
.nf
as   it
is
.fi
.so /etc/passwd
"""
SRT = b"1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>Hello there.</i>\r\n\r\n2\r\n00:00:03,500 --> 00:00:05,000\r\nHow are\r\nyou?\r\n\r\n3\r\n00:06:00,000 --> 00:06:02,000\r\nLater.\r\n"
MORE: dict[str, bytes] = {
    "a.fb2": FB2.encode(), "a.rtf": RTF.encode(), "a.ipynb": json.dumps(NOTEBOOK).encode(), "a.eml": MESSAGE, "a.mhtml": MHTML,
    "a.webarchive": WEBARCHIVE, "a.rst": RST, "a.man": MANUAL, "a.srt": SRT,
    "a.mbox": b"From ada Mon Jun 1 10:00:00 2026\n" + MESSAGE + b"\nFrom bob Mon Jun 1 11:00:00 2026\n" + MESSAGE.replace(b"caf=C3=A9?", b"answer?"),
}  # fmt: skip
