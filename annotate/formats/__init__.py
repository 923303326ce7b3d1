"""Foreign forms of annotations: one module for each, which reads and writes it and does nothing else."""
