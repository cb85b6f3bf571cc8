// Uden betydning for sammenligningen.
