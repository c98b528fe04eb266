// id: D6
// title: What failed to load
// question: What failed to load, and why?
// from: rounds
// read: Every row is one problem of a row that was left out when only the good rows of a file were kept. It is listed until
//   its source has held a complete round of that day or a later one.
// caveat: A file that was refused whole is not here: nothing of it was kept.
//   `linkwork check LOADER FILE --errors MARKED.xlsx` marks its cells.
// nothing: Every row of every round that counts was kept.
// identity: source, file, sheet, row, column, problem
// parameter source (text): only what this source held
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column file: the file
// column sheet: the sheet
// column row: the row, as a spreadsheet counts it
// column column: the column
// column value: what the cell held, where that may be shown
// column problem: what is wrong
// column suggestion: what is allowed
// column source: who says so
// column as_of: the day of the round
// column round: the round that was kept without the row
