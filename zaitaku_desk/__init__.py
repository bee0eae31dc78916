"""zaitaku_desk: the desk of one coordinator of home medical care."""

__version__ = "0.1.0"
