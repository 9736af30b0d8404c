"""Which regions adopted what: the questions, and the one place that decides a state (CONTRACT §4)."""
