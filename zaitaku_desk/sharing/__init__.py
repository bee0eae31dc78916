"""The shared folder: immutable encrypted segments, a folder a device, nothing overwritten (sync.md §4).

Absence never means deletion, no lock and no clock is needed for correctness, and every state of the folder
(gone, empty, torn, foreign) leaves this desk as it was.
"""
