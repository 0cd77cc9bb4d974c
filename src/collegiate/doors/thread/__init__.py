"""One agreement is one thread, from the evidence of a need to the report; every hop there, not due yet, or missing."""
