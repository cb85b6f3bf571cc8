"""What a series or a row of areas shows: control charts, funnels, shrunken estimates and ranks, each with its doubt."""
