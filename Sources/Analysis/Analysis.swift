// Analysis: opened in the first commit; its page comes with its first type.
