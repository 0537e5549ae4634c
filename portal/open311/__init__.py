"""Open311 GeoReport v2: programs of others file for people and see how what they filed stands."""
