"""What happens while modules change: requests and subscriptions, memory, previews."""
