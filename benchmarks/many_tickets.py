"""Fills PostgreSQL with years of tickets in a minute or two: people, words, states, events."""

import asyncpg

from routing.folding import fold

PATIENCE_S = 280
PEOPLE_PER_TICKET = 0.3
DAYS = 730
TABLES = ("ticket", "event", "person")
FIRST = ("सीता", "राम", "गीता", "मोहन", "सुनीता", "रमेश", "लक्ष्मी", "दिनेश", "कमला", "संतोष", "फूलबाई", "जगदीश")
LAST = ("नमूना", "उदाहरण", "परीक्षण", "काल्पनिक", "मिसाल", "बानगी", "आदर्श", "प्रतीक")
THINGS = (
    "हैंडपंप से पानी नहीं आ रहा",
    "गली की सड़क टूट गई है",
    "राशन दुकान से चावल नहीं मिला",
    "ट्रांसफार्मर जल गया, बिजली बंद है",
    "वृद्धा पेंशन तीन महीने से नहीं आई",
    "स्कूल में शिक्षक नहीं आते",
    "नाली जाम है, पानी भरा रहता है",
    "मजदूरी का भुगतान नहीं हुआ",
    "आवास की किस्त रुकी है",
    "नामांतरण का आवेदन लंबित है",
    "The street light near the market is not working",
    "aanganwadi me bachcho ko khana nahi mil raha",
)
WHERE = (
    "बाजार चौक के पास",
    "मंदिर के पीछे",
    "हमारे मोहल्ले में",
    "पंचायत भवन के सामने",
    "नदी किनारे वाले पारा में",
    "दो हफ्ते से",
    "पिछले महीने से",
    "बरगद के पेड़ के पास",
)
OPEN_STATES = (
    "'assigned','in_progress','assigned','in_progress','waiting_citizen','screening','resolved','reopened'"
)
ENDS = (
    "'confirmed','confirmed','confirmed','confirmed',"
    "'closed_unanswered','closed_unanswered','rejected','withdrawn'"
)
VALUES = {
    "id": "100000 + n",
    "number": "'GBD-25-' || lpad(n::text, 7, '0') || '-' || n % 10",
    "tail": "lpad((n % 1000)::text, 3, '0') || n % 10",
    "filing_key": "'bench:' || n",
    "citizen_id": "1000000 + (n::bigint * 7919) % {people}",
    "description": "w.words",
    "search_text": "w.folded || ' ' || p.folded",
    "department_id": "d.id",
    "category_id": "c.id",
    "officer_id": "CASE WHEN s.state NOT IN ('screening') THEN o.id END",
    "area_id": "a.id",
    "area_path": "a.path",
    "status": "s.state",
    "submitted_at": "s.at",
    "assigned_at": "s.at + interval '1 hour'",
    "first_viewed_at": "CASE WHEN s.state <> 'assigned' THEN s.at + (n % 90) * interval '1 hour' END",
    "due_at": "s.at + interval '10 days' + (n % 72) * interval '1 hour'",
    "resolved_at": "CASE WHEN s.state IN ('resolved','confirmed','closed_unanswered')"
    " THEN s.at + (20 + n % 300) * interval '1 hour' END",
    "closed_at": "CASE WHEN s.state IN ('confirmed','closed_unanswered')"
    " THEN s.at + (40 + n % 330) * interval '1 hour' END",
    "reopen_count": "CASE WHEN s.state = 'reopened' OR n % 37 = 0 THEN 1 ELSE 0 END",
    "urgent": "n % 25 = 0",
    "confidential": "n % 997 = 0",
    "pending": "'{{}}'",
}
PERSONS = """
INSERT INTO person (id, name, language, phone, address, consent_version, created_at)
SELECT 1000000 + n, (ARRAY[{first}])[1 + n % {firsts}] || ' ' || (ARRAY[{last}])[1 + (n / 7) % {lasts}]
  || ' ' || n, 'hi', '+9160' || lpad(n::text, 8, '0'), '', 'bench', now()
FROM generate_series(0, {people} - 1) AS n
"""
TICKETS = """
WITH areas AS (SELECT row_number() OVER (ORDER BY id) - 1 AS rn, id, path FROM area WHERE kind = 'village'),
  departments AS (SELECT row_number() OVER (ORDER BY id) - 1 AS rn, id FROM department),
  categories AS (SELECT DISTINCT ON (department_id) department_id, id FROM category
    ORDER BY department_id, id),
  officers AS (SELECT DISTINCT ON (department_id) department_id, id FROM officer
    WHERE role = 'officer' ORDER BY department_id, id),
  sizes AS (SELECT (SELECT count(*) FROM areas) AS areas, (SELECT count(*) FROM departments) AS departments,
    (SELECT count(*) FROM said) AS said, (SELECT count(*) FROM called) AS called)
INSERT INTO ticket ({columns})
SELECT {values} FROM generate_series(1, {count}) AS n CROSS JOIN sizes z
CROSS JOIN (SELECT * FROM ticket ORDER BY id LIMIT 1) AS t
CROSS JOIN LATERAL (SELECT now() - ({count} - n) * interval '{days} days' / {count} AS at,
  CASE WHEN ({count} - n) * {days} / {count} < 20 OR n % 50 = 0
    THEN (ARRAY[{open}])[1 + (n / 3) % 8] ELSE (ARRAY[{ends}])[1 + n % 8] END AS state) AS s
JOIN areas a ON a.rn = abs(hashint4(n)::bigint) % z.areas
JOIN departments d ON d.rn = abs(hashint4(n + 7)::bigint) % z.departments
JOIN said w ON w.id = abs(hashint4(n + 13)::bigint) % z.said
JOIN called p ON p.id = (n::bigint * 7919) % {people} % z.called
LEFT JOIN categories c ON c.department_id = d.id
LEFT JOIN officers o ON o.department_id = d.id
"""
EVENTS = """
INSERT INTO event (ticket_id, seq, verb, actor_kind, before, after, data, at, previous, hash, reacted_at,
  react_attempts)
SELECT id, 1, CASE WHEN id % 40 = 0 THEN 'reject' ELSE 'file' END, 'citizen', '', 'submitted', '{}',
  submitted_at, '', '', submitted_at, 0 FROM ticket WHERE id > 100000
"""


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


async def _words(connection: asyncpg.Connection) -> None:
    """What people said and are called, with the folded spelling that searches use."""
    said = [f"{thing}, {where}" for thing in THINGS for where in WHERE]
    called = [f"{FIRST[n % len(FIRST)]} {LAST[(n // 7) % len(LAST)]}" for n in range(840)]
    await connection.execute("CREATE TEMP TABLE said (id INT, words TEXT, folded TEXT)")
    await connection.execute("CREATE TEMP TABLE called (id INT, folded TEXT)")
    await connection.copy_records_to_table(
        "said", records=[(n, words, fold(words)) for n, words in enumerate(said)]
    )
    await connection.copy_records_to_table(
        "called", records=[(n, fold(words)) for n, words in enumerate(called)]
    )


async def _set_aside(connection: asyncpg.Connection) -> list[str]:
    """Drop the indexes that only speed reading up; gives what makes them again."""
    found = await connection.fetch(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY($1)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        list(TABLES),
    )
    for row in found:
        await connection.execute(f'DROP INDEX "{row["indexname"]}"')
    return [str(row["indexdef"]) for row in found]


async def _columns(connection: asyncpg.Connection, people: int) -> tuple[str, str]:
    """Every column of a ticket, copied from the first one unless said otherwise."""
    found = await connection.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'ticket' "
        "AND table_schema = 'public' AND is_generated = 'NEVER'"
    )
    names = [str(row["column_name"]) for row in found]
    own = {name: value.format(people=people) for name, value in VALUES.items()}
    return ", ".join(f'"{name}"' for name in names), ", ".join(own.get(name, f't."{name}"') for name in names)


async def fill(url: str, count: int) -> None:
    """So many tickets of two years, filed in the order of their ids; one ticket is there already."""
    people = max(10, int(count * PEOPLE_PER_TICKET))
    connection = await asyncpg.connect(url, command_timeout=PATIENCE_S)
    try:
        await connection.execute("SET synchronous_commit = off")
        await connection.execute("SET maintenance_work_mem = '256MB'")
        # What points where is right by construction: a million look-ups for each column prove nothing.
        await connection.execute("SET session_replication_role = replica")
        await _words(connection)
        definitions = await _set_aside(connection)
        await connection.execute(
            PERSONS.format(
                first=_list(FIRST), firsts=len(FIRST), last=_list(LAST), lasts=len(LAST), people=people
            )
        )
        columns, values = await _columns(connection, people)
        await connection.execute(
            TICKETS.format(
                columns=columns,
                values=values,
                count=count,
                people=people,
                days=DAYS,
                open=OPEN_STATES,
                ends=ENDS,
            )
        )
        await connection.execute(EVENTS)
        for definition in definitions:
            await connection.execute(definition)
        for table in TABLES:
            await connection.execute(f"VACUUM ANALYZE {table}")
    finally:
        await connection.close()
