"""What is measured: one file per claim, each beside its floor, the fastest version that can be written by hand."""
