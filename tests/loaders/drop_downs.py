"""The drop-downs of a sheet, as openpyxl reads them."""


def rules(sheet):
    """The list of each column that has a drop-down, by the column's letter."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            for cells in rule.sqref.ranges:
                found[cells.coord.split(":")[0].rstrip("0123456789")] = rule.formula1
    return found
