"""An invented digest with something in every part, for golden texts and for looking at pages."""

from datetime import UTC, datetime

from reports.digest import Case, Cluster, Digest, Line, Thanks
from reports.figures import Figures, Ranked
from reports.weeks import Week

NAMES = {
    "hi": [
        "पेयजल (पीएचई)",
        "बिजली",
        "पंचायत/ग्रामीण विकास",
        "राजस्व",
        "खाद्य/राशन",
        "स्वास्थ्य",
        "शिक्षा",
        "वन",
        "छँटनी और गोपनीय",
    ],
    "en": [
        "Drinking water",
        "Electricity",
        "Panchayat & rural dev.",
        "Revenue",
        "Food/ration",
        "Health",
        "Education",
        "Forest",
        "Screening and confidential",
    ],
}
PLACES = {
    "hi": ["मैनपुर", "छुरा", "फिंगेश्वर", "देवभोग", "गरियाबंद"],
    "en": ["Mainpur", "Chhura", "Fingeshwar", "Deobhog", "Gariaband"],
}


OFFICERS = {
    "hi": ("श्री नमूना साहू", "सुश्री काल्पनिक ध्रुव", "", "श्री उदाहरण नेताम", "श्रीमती प्रतिरूप यादव"),
    "en": ("Shri Namuna Sahu", "Sushri Kalpanik Dhruv", "", "Shri Udaharan Netam", "Shrimati Pratirup Yadav"),
}


def _figures(received: int, open_: int, overdue: int, confirmed: int, acts: int = 9) -> Figures:
    return Figures(
        {
            "received": received,
            "resolved": received - 2,
            "resolved_late": 3,
            "confirmed": confirmed,
            "unanswered": 4,
            "disputed": 2,
            "reopened": 2,
            "transferred_in": 1,
            "transferred_out": 2,
            "breached": 5,
            "acts": acts,
            "open": open_,
            "overdue": overdue,
            "overdue_to_3": overdue // 2,
            "overdue_to_7": overdue - overdue // 2,
            "unseen": 3,
            "unassigned": 2,
            "waiting": 4,
            "awaiting": 6,
        },
        first_view_h=19,
        resolution_h=131,
    )


def _lines(names: list[str], silent_at: int = -1) -> tuple[Line, ...]:
    lines = []
    for at, name in enumerate(names):
        size = 40 - 4 * at
        acts = 0 if at == silent_at else 9
        now = _figures(size, size, max(0, 14 - 2 * at), max(0, 3 * at - 2), acts)
        lines.append(Line(name, Ranked(at + 1, now, _figures(size - 3, size + 2, max(0, 11 - 2 * at), at))))
    return tuple(lines)


def digest(language: str, *, whole: bool = True, calm: bool = False, many: bool = False) -> Digest:
    speech = "en" if language == "en" else "hi"
    departments, places = _lines(NAMES[speech], silent_at=5), _lines(PLACES[speech])
    if many:
        departments, places = departments * 4, places * 4
    now = _figures(168, 0 if calm else 412, 0 if calm else 57, 96)
    officers = OFFICERS[speech]
    whys = ((71, "quiet"), (54, "transferred"), (40, "unassigned"), (0, "waiting"), (12, "reopened"))
    cases = [
        Case(
            ticket_id=n,
            number=f"GBD-26-00{4213 + n:04d}-{n}",
            place=PLACES[speech][n],
            department=NAMES[speech][n],
            category="",
            officer=officers[n],
            open_days=92 - 9 * n,
            overdue_days=late,
            why=why,
            n=7 + n,
        )
        for n, (late, why) in enumerate(whys)
    ]
    return Digest(
        week=Week.parse("2026-W46"),
        language=language,
        scope="गरियाबंद" if speech == "hi" else "Gariaband",
        whole=whole,
        made_at=datetime(2026, 11, 16, 2, 30, tzinfo=UTC),
        trend=(_figures(140, 380, 40, 70), _figures(151, 399, 44, 81), _figures(159, 404, 49, 90), now),
        departments=departments,
        places=places,
        worst=() if calm else departments[:3],
        best=departments[5:7],
        worst_places=() if calm else places[:2],
        silent=() if calm else departments[5:6],
        oldest=() if calm else tuple(cases),
        clusters=(Cluster(PLACES[speech][0], "हैंडपंप बिगड़ा" if speech == "hi" else "Handpump not working", 6),),
        thanks=(Thanks("श्री नमूना सिन्हा" if speech == "hi" else "Shri Namuna Sinha", NAMES[speech][5], 11),),
        unreachable=3,
        unreachable_before=1,
        orders_open=0 if calm else 4,
    )
