from django.db import migrations

# What words are looked for in, and the words: without accents and in capitals, several texts as lines of one. Those that
# aren't there are left out. The body is bound when the function is made, so no search_path can bend it; the collation is
# named, so that what is a capital of what doesn't depend on the database's own.
PLAIN = """
CREATE FUNCTION core_plain(VARIADIC given text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN upper(unaccent('unaccent'::regdictionary, array_to_string(given, chr(10))) COLLATE pg_c_utf8);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_extensions")]
    operations = [migrations.RunSQL(PLAIN, "DROP FUNCTION core_plain(text[])")]
