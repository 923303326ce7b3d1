"""To and from Label Studio: servers and accounts, units out, annotations in."""
