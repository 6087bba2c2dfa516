"""Makes the small files of nlp/models from others' data, which is not shipped."""
