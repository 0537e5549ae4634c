"""What supervisors read: figures from event rows, the weekly digest, documents, and the Monday meeting."""
