"""How what the rules find compares with what people marked."""
