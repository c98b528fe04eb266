"""The command line, a module a group of commands; linkwork/cli.py joins them."""
