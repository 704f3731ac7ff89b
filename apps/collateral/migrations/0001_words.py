from django.db import migrations

# Names and codes must be found however they are written: AURORA-200_v2, "aurora 200", X-200. So every run of what is
# neither letter nor digit is one space, in what is kept and in what is asked. German words are also kept as they are
# typed without umlauts (Zaehler). The bodies are bound when the functions are made, so no search_path can bend them;
# the collation is named, so that what counts as a letter doesn't depend on the database's own.
WORDS = """
CREATE TEXT SEARCH CONFIGURATION accord (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION accord
    ALTER MAPPING FOR word, numword, hword, hword_part, hword_numpart, numhword WITH unaccent, simple;

CREATE FUNCTION collateral_words(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(normalize(given, NFC) COLLATE pg_c_utf8, '[^[:alnum:]]+', ' ', 'g');

CREATE FUNCTION collateral_german(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN given ~ '[äöüÄÖÜ]' THEN
    replace(replace(replace(replace(replace(replace(given, 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'),
        'Ä', 'Ae'), 'Ö', 'Oe'), 'Ü', 'Ue')
    ELSE '' END;

CREATE FUNCTION collateral_vector(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('accord'::regconfig, collateral_words(given))
    || to_tsvector('accord'::regconfig, collateral_german(collateral_words(given)));
"""

NO_WORDS = """
DROP FUNCTION collateral_vector(text);
DROP FUNCTION collateral_german(text);
DROP FUNCTION collateral_words(text);
DROP TEXT SEARCH CONFIGURATION accord;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_extensions")]
    operations = [migrations.RunSQL(WORDS, NO_WORDS)]
