"""Pages of words that commands leave behind."""

START_HERE = """\
WHAT TO DO NEXT

This folder is a Linkwork project. It keeps what each source said, by round, and answers questions about it.

1. Open mapping-round.xlsx and read its first sheet. Fill in Organisations, Services and Offers, and list on Needs,
   Audiences and Areas what the offers name (a name a row is enough); leave the rest for later if you like. Say on the
   sheet "This round" who says it and of which day. The grey rows are examples; they are never loaded.

2. See whether anything is wrong. Nothing is kept:
       linkwork check mapping-workbook mapping-round.xlsx

3. Keep it. The same file again changes nothing:
       linkwork load mapping-workbook mapping-round.xlsx

4. Ask. Without a question you get the list:
       linkwork ask
       linkwork ask O1          which services do the same for the same people in the same place
       linkwork ask G1          which needs nobody meets, by area
       linkwork ask D1          what is not known yet

5. Draw the map, to open in any browser without a network:
       linkwork draw network-map --save map.html

After the next mapping round, fill in a workbook again and load it under its own date; then
       linkwork changes
says what is new, gone and different. Other sources (linkwork loaders) can be loaded beside it.

Where people write one name in several ways, say so in names.csv: a kind, a name, and what it means (the id or the name
of a record), as in
       Organisation,RT,Riverside Trust
Whatever is loaded from then on under that name belongs to that record.

Where something seems wrong: linkwork doctor
"""
