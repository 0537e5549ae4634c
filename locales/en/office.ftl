# Office pages: counts, searches, and a person's data
portal-median-sampled = Median: half of the tickets were quicker. Looked at: the newest { $n } of the chosen time.
