"""Values that have broken programs before: text, cells of workbooks, JSON and XML."""

from tools.fuzz.documents import AGAIN, BARE, RAW

TEXTS = (
    *(
        "",
        " ",
        ";",
        ";;",
        "a;b;a",
        ",",
        '"',
        "'",
        "\\",
        "|",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\x1b[31m",
        "\x1c",
        "\x7f",
    ),
    *(
        "\u0085",
        "\u2028",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ufffe",
        "\ud800",
        "\U0001f600",
        "e\u0301",
        "\u0130",
        "ﬁ",
        "ß",
    ),
    *("=1+1", "+1", "-1", "@x", "'=1", "#REF!", "#N/A", "#NOT CALCULATED", "sep=;", "_row", "id", "name", "%s", "{0}"),
    *("0", "-0", "1.5", "1,5", "1e308", "1e999", "NaN", "inf", "-inf", "9" * 400, "9" * 5000, "0x1F", "1_000", "1.5.2"),
    *("١٢", "２０２６", "½", "yes", "TRUE", "None", "unknown", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01"),
    *("20261301", "01/02/2026", "1900-02-29", "2026-03-31T25:61:61", "2026-W53-7", "99999999", "-2026-01-01"),
    *("2026-03-31T00:00:00+99:99", "E05000001", "GB-CHC-", "GB-CHC-9", "org-ods-", "need-debt", "area-", "..", "/"),
    *(
        "../../x",
        "http://",
        "http://[::1",
        "//",
        "javascript:x",
        "ftp://x\x00",
        "<b>",
        "<script>x</script>",
        "&amp;&#0;",
    ),
    *("x" * 40_000, "word " * 5_000, "é" * 20_000, "Debt", "Mill", "mill", "MILL ", "Riverside;Mill", "town:DEBT"),
)
#: Cells as only a workbook has them.
CELLS = (
    *(0, -1, 1.5, 1e308, 10**20, True, False),
    RAW + '<c r="{}" t="e"><v>#REF!</v></c>',
    RAW + '<c r="{}"><f>1+1</f></c>',
    RAW + '<c r="{}"><f>WEBSERVICE("http://nowhere.test")</f><v>7</v></c>',
    RAW + '<c r="{}" t="d"><v>2026-02-30</v></c>',
    RAW + '<c r="{}" t="b"><v>7</v></c>',
    RAW + '<c r="{}" t="s"><v>99</v></c>',
    RAW + '<c r="{}"><v>1e999</v></c>',
    RAW + '<c r="{}"><v>NaN</v></c>',
    RAW + '<c r="{}"><v>x</v></c>',
    RAW + '<c r="XFD1048576"><v>1</v></c>',
    RAW + '<c r="A0"><v>1</v></c>',
    RAW + '<c r="1A"><v>1</v></c>',
    RAW + '<c r="ZZZZ99999999999"><v>1</v></c>',
    RAW + '<c r="{}" t="inlineStr"><is><t>&x;</t></is></c>',
)
JSON: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1.5, [], {}, [[]], [None], [{}], {"id": None}, [1, "a", {}], {"": ""}),
    *(
        BARE + text
        for text in ("1e999", "-1e999", "NaN", "Infinity", "-0", "0.1e-400", "9" * 400, "9" * 5000, "", "tru")
    ),
    BARE + "[" * 5_000 + "]" * 5_000,
    BARE + "{},",
)
KEYS = (
    AGAIN + "id",
    AGAIN + "name",
    "id",
    "name",
    "",
    "features",
    "contents",
    "Organisation",
    "\x00",
    "a\ud800",
    "type",
)
MARKUP = (
    *("&x;", "&#0;", "&#x1F600;", "<![CDATA[x]]>", "<!--x-->", "<?php x?>", "]]>", "<a/>", "<data key='t'>x</data>"),
    *(
        "<node/>",
        "<edge/>",
        "<graph>",
        "<!DOCTYPE a>",
        "<key/>",
        "<default>x</default>",
        "<attvalue/>",
        "<y:NodeLabel>x",
    ),
)
