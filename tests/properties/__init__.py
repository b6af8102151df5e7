"""Laws of the protocol, on data that hypothesis makes up."""
