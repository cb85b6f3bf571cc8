"""The website: from Quarto sources to a finished, accessible site that opens no connection to anybody else."""
