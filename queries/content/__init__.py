"""What the policies say: tasks, targets, texts."""
