# ruff: noqa: E501 - tables, a line a thing
"""The 25 people of Millbrook, none of whom exists, and what each holds, answers for and sits on."""

LAWFUL_BASIS = "public task (made up)"

PEOPLE = """
name               | job title                | posts        | contact for                   | boards        | keep until
Ada Thistlewood    | Link worker              | link-weir    | link-workers-waterside        |               | 2027-03-31
Bram Oakenfold     | Link worker              | link-tannery | link-workers-waterside        |               | 2027-03-31
Cressida Pell      | Link worker              | link-station | link-workers-topside          |               | 2027-03-31
Dov Marchbank      | Care navigator           | care-nav-1   | care-navigators               |               | 2027-03-31
Edda Lorrimer      | Care navigator           | care-nav-2   | care-navigators               |               | 2027-03-31
Fenn Quillfeather  | Community navigator      | comm-nav-1   | community-navigators          |               | 2026-12-31
Greta Sandholm     | Community connector      | connector-1  | community-connectors          | connectors    | 2026-12-31
Hollis Abernoon    | Health coach             | coach-1      | wellbeing-coaches             |               | 2027-03-31
Iola Brandreth     | Keyworker                | keyworker-1  | recovery-keyworkers; talking-space |          | 2027-03-31
Joss Tamberlane    | Convener                 | convener     |                               | neighbourhood | 2027-03-31
Kit Underhallow    | Head of service          |              | Org council                   | neighbourhood | 2027-03-31
Lark Vanterpoole   | Director                 |              | Org icb                       | neighbourhood | 2027-03-31
Maud Wexcombe      | Director                 |              | Org trust; home-first         | neighbourhood | 2027-03-31
Nils Yarrowby      | Clinical director        |              | Org pcn-weirbank              | neighbourhood; connectors | 2027-03-31
Odile Zennor       | Clinical director        |              | Org pcn-uplandsedge           | connectors    | 2027-03-31
Perrin Ashgrave    | Chief officer            |              | Org bramblegate; new-arrivals-desk | neighbourhood | 2027-03-31
Quenby Birtwhistle | Advice manager           |              | money-line; debt-casework     |               | 2026-09-30
Rafe Coldbrook     | Housing manager          |              | housing-options; repairs-line | warm-homes    | 2027-03-31
Sunniva Dell       | Energy adviser           |              | energy-desk; warm-homes       | warm-homes    | 2027-03-31
Tobin Everleigh    | Walk leader              |              | hobnail-walks; gentle-walks   |               | 2026-09-30
Una Fairlight      | Youth worker             |              | youth-drop-in; youth-counselling |            | 2027-03-31
Verity Glasspool   | Family worker            |              | family-hub; parents-morning   |               | 2027-03-31
Wilf Hartsease     | Carers' worker           |              | carers-tea                    | connectors    | 2027-03-31
Xanthe Ivorson     | Artist                   |              | brook-choir                   |               | 2026-12-31
Yorick Jessamy     | Studio manager           |              | sewing-room; skills-evenings  |               | 2025-12-31
"""
