"""`python -m linkwork` is `linkwork`, which begins here: Ctrl-C is answered in words from the first moment on."""

import sys


def main() -> None:
    """Run the command line. What it needs is imported here, so that it can be stopped meanwhile."""
    try:
        from linkwork.cli import cli

        cli(prog_name="linkwork")
    except KeyboardInterrupt:
        sys.exit("Error: Stopped as you asked, before anything was begun. Nothing was changed.")


if __name__ == "__main__":
    main()
