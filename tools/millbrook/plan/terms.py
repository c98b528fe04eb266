"""Needs, audiences and areas of Millbrook, and how many people are in need."""

NEEDS = """
key         | name                  | broader
money       | Money                 |
debt        | Debt                  | money
benefits    | Benefits              | money
food        | Food                  | money
home        | Home                  |
housing     | Housing advice        | home
repairs     | Repairs               | home
energy      | Energy bills          | home
people      | People and loss       |
company     | Company               | people
bereavement | Bereavement           | people
health      | Health                |
mood        | Low mood              | health
active      | Keeping active        | health
pain        | Living with pain      | health
daily       | Daily life            |
work        | Work and skills       | daily
transport   | Getting about         | daily
turn        | Knowing where to turn | daily
"""

#: The directory has a word of its own for one need.
DIRECTORY_NEEDS = """
key                   | name        | same as
directory-owing-money | Owing money | debt
"""

AUDIENCES = """
key             | name                | broader         | category     | min | max
by-age          | By age              |                 | age          |     |
under-18s       | Under 18s           | by-age          | age          | 0   | 17
18-to-64        | 18 to 64            | by-age          | age          | 18  | 64
65-and-over     | 65 and over         | by-age          | age          | 65  |
by-circumstance | By circumstance     |                 | circumstance |     |
carers          | Carers              | by-circumstance | circumstance |     |
new-arrivals    | New arrivals        | by-circumstance | circumstance |     |
no-settled-home | No settled home     | by-circumstance | circumstance |     |
by-health       | By health           |                 | condition    |     |
long-term       | Long-term condition | by-health       | condition    |     |
learning        | Learning disability | by-health       | condition    |     |
dementia        | Dementia            | by-health       | condition    |     |
"""

#: The most deprived ward is Station, where nobody seeks people out.
AREAS = """
key       | name      | level    | within    | population | core20
millbrook | Millbrook | borough  |           | 68400      | 0.36
waterside | Waterside | locality | millbrook | 35100      | 0.45
topside   | Topside   | locality | millbrook | 33300      | 0.27
weir      | Weir      | ward     | waterside | 8900       | 0.50
tannery   | Tannery   | ward     | waterside | 9400       | 0.67
quay      | Quay      | ward     | waterside | 8100       | 0.40
market    | Market    | ward     | waterside | 8700       | 0.20
heath     | Heath     | ward     | topside   | 7900       | 0.00
orchard   | Orchard   | ward     | topside   | 8600       | 0.17
station   | Station   | ward     | topside   | 9200       | 0.70
beacon    | Beacon    | ward     | topside   | 7600       | 0.14
"""

#: What nobody does in March 2026, and where. Everything else is done for somebody in every ward.
GAPS = """
need        | wards
bereavement | weir tannery quay market heath orchard station beacon
debt        | quay
energy      | heath
transport   | weir
"""
