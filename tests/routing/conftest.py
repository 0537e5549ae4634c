"""One router with the shipped model and a small district, for all tests of this room."""

import pytest

from routing.places import AreaName
from routing.router import Router

AREAS = (
    AreaName(1, "district", "Gariaband", "गरियाबंद", ("Gariyaband",)),
    AreaName(2, "block", "Chhura", "छुरा", ("Chura",), "Chhura"),
    AreaName(3, "block", "Mainpur", "मैनपुर", ("Menpur",), "Mainpur"),
    AreaName(4, "urban_body", "Rajim", "राजिम", ("राजीम",), "Rajim"),
    AreaName(5, "urban_body", "Chhura", "छुरा", ("Chura",), "Chhura"),
    AreaName(6, "village", "Kosmi", "कोसमी", ("Kosami",), "Chhura"),
    AreaName(7, "village", "Pipraud", "पिपरौद", ("Piparod",), "Gariaband"),
    AreaName(8, "village", "Mudagaon", "मुड़ागांव", ("मुडागांव",), "Chhura"),
    AreaName(9, "village", "Mudagaon", "मुड़ागांव", (), "Mainpur"),
    AreaName(10, "village", "Mahua", "महुआ", (), "Mainpur"),
    AreaName(11, "ward", "Ward 4 Rajim", "वार्ड 4 राजिम", ("राजिम वार्ड 4",), "Rajim"),
    AreaName(12, "village", "Bhaismuda", "भैंसमुड़ा", ("Bhainsmuda",), "Gariaband"),
)


@pytest.fixture(scope="session")
def router() -> Router:
    return Router.load(areas=AREAS)
