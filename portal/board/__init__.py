"""What supervisors watch: numbers that open their tickets."""
