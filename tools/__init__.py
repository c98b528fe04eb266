"""Tools for those who build Linkwork; not shipped with it."""
