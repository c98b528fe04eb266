# ruff: noqa: E501 - tables, a line a thing
"""What each service offers: which needs, for whom, in which areas. `?3` draws three wards; no audience is everyone."""

#: Drawn wards are never those of a planted gap, and no draw may make two services overlap that are not under OVERLAPS.
OFFERS = """
service                | offer    | needs                  | for                            | not for  | areas
link-workers-waterside | main     | turn active            | 18-to-64 65-and-over           |          | waterside
link-workers-waterside | at-home  | mood                   | 65-and-over                    |          | waterside
community-navigators   | main     | company turn           |                                |          | weir tannery quay
community-connectors   | main     | company turn           |                                |          | tannery quay market
link-workers-topside   | main     | turn                   | 18-to-64 65-and-over           |          | topside
link-workers-topside   | at-home  | company                | 65-and-over                    |          | topside
care-navigators        | main     | turn                   | long-term dementia             |          | millbrook
care-navigators        | clinic   | pain mood              | long-term                      |          | ?4
mind-connectors        | main     | mood                   | 18-to-64 long-term             |          | waterside
wellbeing-coaches      | main     | active mood pain       | long-term learning             |          | topside
housing-options        | main     | housing                |                                |          | market ?4
housing-options        | streets  | food                   | no-settled-home                |          | millbrook
energy-desk            | main     | energy                 |                                |          | weir tannery market
benefits-check         | main     | benefits               |                                |          | market station beacon heath
money-line             | main     | debt benefits          |                                |          | market station beacon orchard
carers-assessment      | main     | benefits transport pain | carers                        |          | ?4
family-hub             | main     | food turn benefits     | under-18s                      |          | ?4
family-hub             | parents  | mood company           | under-18s new-arrivals         |          | ?3
youth-drop-in          | main     | mood company work      | under-18s                      |          | ?4
recovery-keyworkers    | main     | mood housing           | no-settled-home                |          | ?4
recovery-keyworkers    | work     | work                   | no-settled-home                |          | ?4
steps-to-work          | main     | debt food transport    | 18-to-64                       |          | topside
memory-clinic          | main     | turn                   | dementia 65-and-over           |          | beacon heath
memory-clinic          | carers   | mood                   | carers dementia                |          | topside
home-first             | main     | transport food         | 65-and-over                    |          | ?4
home-first             | nights   | active pain            | 65-and-over dementia           |          | ?4
tenants-voice          | main     | housing benefits       |                                |          | market quay
falls-team             | main     | active transport       | 65-and-over                    |          | ?4
falls-team             | pain     | pain                   | 65-and-over                    |          | ?3
new-arrivals-desk      | main     | housing benefits work turn | new-arrivals               |          | ?5
reablement             | main     | active transport       | by-health                      |          | ?3
debt-casework          | main     | debt                   |                                | under-18s | ?4
debt-casework          | carers   | debt energy            | carers                         |          | ?4
repairs-line           | main     | repairs                |                                |          | market orchard station beacon
warm-homes             | main     | energy                 | 65-and-over by-health          |          | weir tannery quay
food-pantry            | main     | food                   |                                |          | tannery weir quay
food-parcels           | main     | food                   |                                | under-18s | tannery weir heath
lunch-club             | main     | company food           | 65-and-over                    |          | market station orchard
quayside-table         | main     | company food           | 65-and-over new-arrivals       |          | market station quay
carers-tea             | main     | company mood           | carers                         |          | millbrook
carers-circle          | main     | company mood benefits  | carers                         |          | waterside
talking-space          | main     | mood                   | 18-to-64 65-and-over long-term |          | weir tannery quay
hobnail-walks          | main     | active                 |                                |          | topside
gentle-walks           | main     | active                 | 65-and-over                    |          | beacon heath station
job-shop               | main     | work                   |                                |          | heath orchard station beacon
skills-evenings        | main     | work                   | 18-to-64 carers new-arrivals   |          | ?4
skills-evenings        | day      | company work           | learning                       |          | ?3
lift-share             | main     | transport              | 65-and-over carers             |          | ?3
brook-bus              | main     | transport              |                                |          | ?4
dementia-day-club      | main     | company mood food      | dementia                       |          | beacon heath orchard
quiet-garden           | main     | active                 | no-settled-home                |          | ?4
night-desk             | main     | housing mood food      | no-settled-home under-18s      |          | ?3
back-care-trial        | main     | pain active            | 18-to-64                       |          | ?4
brook-choir            | main     | company active         | dementia learning              |          | ?4
brook-choir            | youth    | company                | under-18s                      |          | ?3
art-table              | main     | mood company           | learning                       |          | ?4
sewing-room            | main     | work company           | new-arrivals 65-and-over       |          | ?3
chair-exercise         | main     | active                 | 65-and-over dementia           |          | ?3
chair-exercise         | pain     | pain                   | 18-to-64 carers                |          | ?4
swim-pass              | main     | active                 | under-18s learning             |          | ?4
swim-pass              | families | active                 | new-arrivals carers            |          | ?3
pain-group             | main     | pain                   |                                |          | ?5
youth-counselling      | main     | mood                   | under-18s                      |          | ?5
parents-morning        | main     | company transport      | under-18s carers               |          | ?3
benefits-visits        | main     | benefits debt          | dementia 65-and-over           |          | ?4
surgery-advice         | main     | debt housing           | long-term                      |          | ?4
surgery-advice         | energy   | energy                 | long-term 18-to-64             |          | ?3
homework-club          | main     | work                   | under-18s                      |          | ?5
long-bench             | main     | company mood           | 18-to-64                       |          | ?4
handy-neighbours       | main     | repairs energy         | 65-and-over learning           |          | ?4
handy-neighbours       | gardens  | repairs                |                                |          | weir tannery
money-for-care         | main     | benefits food          | 65-and-over learning           |          | ?4
money-for-care         | debt     | debt                   | learning 65-and-over           |          | ?3
noticeboard            | main     |                        |                                |          | millbrook
befriending-list       | main     |                        | 65-and-over                    |          | millbrook
library-hour           | main     | turn                   |                                |          |
allotments             | main     | food active            | no-settled-home long-term      |          | ?3
mending-table          | main     | repairs work           |                                |          | quay heath
phone-friends          | main     | company turn           | new-arrivals dementia          |          | ?3
card-club              | main     | company                | 18-to-64 learning              |          | ?3
bereavement-listeners  | main     | bereavement            |                                |          | millbrook
winter-club            | main     | company energy         | 65-and-over                    |          | heath orchard
cook-together          | main     | food                   | new-arrivals                   |          | heath station
warm-hub               | main     | energy company         |                                |          | heath
"""

#: The pairs that overlap by half or more, one way or the other: these and no others.
OVERLAPS = """
a                    | b
community-navigators | community-connectors
lunch-club           | quayside-table
benefits-check       | money-line
hobnail-walks        | gentle-walks
food-pantry          | food-parcels
energy-desk          | warm-homes
carers-tea           | carers-circle
mind-connectors      | talking-space
"""

#: The directory says this need in a word of its own, which means the same.
SAID_BY_DIRECTORY = {"debt-casework main": "directory-owing-money"}
