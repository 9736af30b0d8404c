"""Who is responsible for what (责任分工)."""
