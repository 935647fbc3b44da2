"""Controllers: what a screen does, each with its own state and handed what it steers.

In come the messages of widgets and the actions of keys; out go calls on ``reading`` and on widgets.
"""
