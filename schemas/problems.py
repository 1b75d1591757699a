"""What Pydantic finds wrong with what people gave, in plain words that begin with what was expected.

>>> from pydantic import TypeAdapter, ValidationError
>>> try:
...     TypeAdapter(int).validate_python("abc")
... except ValidationError as error:
...     print(told(error.errors()[0]))
expected a whole number
"""

from pydantic_core import ErrorDetails

_WORDS = {
    "bool_parsing": "expected true or false",
    "dict_type": "expected an object",
    "enum": "expected {expected}",
    "extra_forbidden": "expected no such field",
    "float_parsing": "expected a number",
    "greater_than": "expected more than {gt:g}",
    "greater_than_equal": "expected {ge:g} or more",
    "int_from_float": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_type": "expected a whole number",
    "json_invalid": "expected JSON: {error}",
    "less_than_equal": "expected {le:g} or less",
    "list_type": "expected a list",
    "literal_error": "expected {expected}",
    "missing": "expected a value, there is none",
    "model_type": "expected an object",
    "string_pattern_mismatch": "expected something of the form {pattern}",
    "string_too_short": "expected no fewer characters than {min_length}",
    "string_type": "expected text",
    "tuple_type": "expected a list",
    "url_parsing": "expected a URL: {error}",
    "value_error": "{error}",
}
"""By the type of error, with what Pydantic knows of it; others are told in its own words."""


def told(problem: ErrorDetails) -> str:
    """One problem, without its place."""
    words = _WORDS.get(problem["type"])
    return problem["msg"] if words is None else words.format(**problem.get("ctx", {}))
