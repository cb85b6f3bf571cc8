"""What Målbar takes of time and memory, each measured against the peer in the same run; `make bench` runs them all."""
