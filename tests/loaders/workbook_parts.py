"""One small workbook as Excel, LibreOffice and Google Sheets write it, part by part.

The parts follow what those programs were seen to write: Excel shares its strings and styles its dates; LibreOffice
styles empty cells to the end of the sheet, writes every attribute of a row and stores booleans as formulas; Google
Sheets writes 3 as 3.0, has no docProps and a thousand rows; other writers put the text into the cell itself.
"""

import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import PatternFill

TEXTS = ["Name", "Opened\non", "People", "Share", "Open now", "Note", "Café Ünïon  ", "St John's", "two\nlines"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def package(path: Path, *sheets: str, strings: bool = True, names=("Services", "Notes")) -> Path:
    """A workbook from the XML inside each <sheetData>, with two date styles: 1 is a day, 2 a day and a time."""
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in TEXTS)
    listed = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    more = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    more += f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>' if strings else ""
    styles = (
        '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ h:mm:ss"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}{more}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}" count="9" uniqueCount="9">{shared}</sst>'
    for i, rows in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = f'<worksheet xmlns="{MAIN}">{rows}</worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return path


def as_excel(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Services"
    sheet.append(TEXTS[:6])
    sheet.append(["Café Ünïon  ", date(2024, 3, 1), 3, 0.5, True])
    sheet.append([])
    sheet.append(["St John's", datetime(2024, 3, 1, 9, 30), 1200, 12.25, False, "two\nlines"])
    sheet["B2"].number_format = "dd/mm/yyyy"
    sheet.merge_cells("F2:F3")
    sheet.freeze_panes = "A2"
    sheet.cell(30, 9).fill = PatternFill("solid", fgColor="FFEEEE")
    book.create_sheet("Notes").sheet_state = "hidden"
    book.save(folder / "town.xlsx")
    return folder / "town.xlsx"


def as_libreoffice(folder: Path) -> Path:
    row = '<row r="{}" customFormat="false" ht="15" hidden="false" outlineLevel="0" collapsed="false">'
    cell = '<c r="{}" s="{}" t="{}"><v>{}</v></c>'
    boolean = '<c r="{}" s="0" t="b"><f aca="false">{}()</f><v>{}</v></c>'
    styled = "".join(
        row.format(number) + "".join(f'<c r="{column}{number}" s="1"/>' for column in "ABCDEFGH") + "</row>"
        for number in (*range(5, 40), 1048576)
    )
    rows = [
        '<sheetPr filterMode="false"/><dimension ref="A1:H1048576"/><cols><col collapsed="false" customWidth="true" '
        'hidden="false" outlineLevel="0" max="16384" min="1" style="1" width="13"/></cols><sheetData>',
        row.format(1),
        *(cell.format(f"{column}1", 0, "s", n) for n, column in enumerate("ABCDEF")),
        "</row>" + row.format(2) + cell.format("A2", 0, "s", 6) + cell.format("B2", 1, "n", 45352),
        cell.format("C2", 0, "n", 3) + cell.format("D2", 0, "n", 0.5) + boolean.format("E2", "TRUE", 1),
        "</row>" + row.format(4) + cell.format("A4", 0, "s", 7) + cell.format("B4", 2, "n", 45352.3958333333),
        cell.format("C4", 0, "n", "1.2E+003") + cell.format("D4", 0, "n", 12.25) + boolean.format("E4", "FALSE", 0),
        cell.format("F4", 0, "s", 8) + "</row>" + styled + "</sheetData>",
        '<printOptions headings="false"/><pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>',
    ]
    return package(folder / "town.xlsx", "".join(rows), '<dimension ref="A1"/><sheetData></sheetData>')


def as_google_sheets(folder: Path) -> Path:
    cell, text = '<c r="{}"><v>{}</v></c>', '<c r="{}" t="s"><v>{}</v></c>'
    rows = [
        '<sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/>'
        '</sheetViews><sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/><sheetData>',
        '<row r="1">' + "".join(text.format(f"{column}1", n) for n, column in enumerate("ABCDEF")) + "</row>",
        '<row r="2">' + text.format("A2", 6) + '<c r="B2" s="1"><v>45352.0</v></c>' + cell.format("C2", "3.0"),
        cell.format("D2", "0.5") + '<c r="E2" t="b"><v>1</v></c></row><row r="3"/>',
        '<row r="4">' + text.format("A4", 7) + '<c r="B4" s="2"><v>45352.395833333336</v></c>',
        cell.format("C4", "1200.0"),
        cell.format("D4", "12.25") + '<c r="E4" t="b"><v>0</v></c>' + text.format("F4", 8) + "</row>",
        "".join(f'<row r="{number}" ht="15.75" customHeight="1"/>' for number in range(5, 1001)),
        "</sheetData>",
    ]
    empty = "".join(f'<row r="{number}" ht="15.75" customHeight="1"/>' for number in range(1, 1001))
    return package(folder / "town.xlsx", "".join(rows), f"<sheetData>{empty}</sheetData>")


def with_text_in_cells(folder: Path) -> Path:
    def text(place: str, n: int) -> str:
        return f'<x:c r="{place}" t="inlineStr"><x:is><x:t xml:space="preserve">{escape(TEXTS[n])}</x:t></x:is></x:c>'

    rows = [
        f'<x:sheetData xmlns:x="{MAIN}"><x:row r="1">' + "".join(text(f"{c}1", n) for n, c in enumerate("ABCDEF")),
        '</x:row><x:row r="2">' + text("A2", 6) + '<x:c r="B2" t="d"><x:v>2024-03-01</x:v></x:c>',
        '<x:c r="C2"><x:v>3</x:v></x:c><x:c r="D2"><x:v>0.5</x:v></x:c><x:c r="E2" t="b"><x:v>1</x:v></x:c></x:row>',
        '<x:row r="4">' + text("A4", 7) + '<x:c r="B4" s="2"><x:v>45352.395833333336</x:v></x:c>',
        '<x:c r="C4"><x:v>1200</x:v></x:c>',
        '<x:c r="D4"><x:v>12.25</x:v></x:c><x:c r="E4" t="b"><x:v>0</x:v></x:c>' + text("F4", 8),
        "</x:row></x:sheetData>",
    ]
    return package(folder / "town.xlsx", "".join(rows), "<sheetData/>", strings=False)


ODS_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)


def ods(folder: Path, rows: str, manifest: str = "") -> Path:
    """An .ods as LibreOffice writes it, from the rows of its sheet Services; its sheet Notes is empty."""
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    content = (
        f'<office:document-content {ODS_SPACES} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:'
        'xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table table:name="Services" table:style-name="t">'
        f"{rows}{ods_row(blank, times=1048500)}</table:table>"
        f'<table:table table:name="Notes">{ods_row(blank, times=1048576)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(folder / "town.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", '<?xml version="1.0" encoding="UTF-8"?>' + content)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return folder / "town.ods"


def ods_row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def ods_cell(kind: str, attributes: str = "", *lines: str) -> str:
    said = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    stored = "string" if kind == "error" else kind
    types = f'office:value-type="{stored}" {attributes} calcext:value-type="{kind}"'
    return f"<table:table-cell {types}>{said}</table:table-cell>"


def as_opendocument(folder: Path) -> Path:
    blank = '<table:table-cell table:number-columns-repeated="{}"/>'
    rows = [
        ods_row(*(ods_cell("string", "", *text.split("\n")) for text in TEXTS[:6]), blank.format(16378)),
        ods_row(
            ods_cell("string", "", "Café Ünïon "),
            ods_cell("date", 'office:date-value="2024-03-01"', "01/03/2024"),
            ods_cell("float", 'office:value="3"', "3"),
            ods_cell("percentage", 'office:value="0.5"', "50%"),
            ods_cell("boolean", 'office:boolean-value="true"', "TRUE"),
            blank.format(16379),
        ),
        ods_row(blank.format(16384)),
        ods_row(
            ods_cell("string", "", "St John's"),
            ods_cell("date", 'office:date-value="2024-03-01T09:30:00"', "01/03/2024 09:30"),
            ods_cell("currency", 'office:value="1200"', "£1,200.00"),
            ods_cell("float", 'office:value="12.25"', "12.25"),
            ods_cell("boolean", 'office:boolean-value="false"', "FALSE"),
            ods_cell("string", "", "two", "lines"),
            blank.format(16378),
        ),
    ]
    return ods(folder, "".join(rows))


WRITERS = [as_excel, as_libreoffice, as_google_sheets, with_text_in_cells, as_opendocument]
