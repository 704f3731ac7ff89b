from django.db import migrations

# What was read before the library kept its words.
LEARN = """
INSERT INTO collateral_word (word)
SELECT DISTINCT u.lexeme FROM (
    SELECT search FROM collateral_asset UNION ALL
    SELECT search FROM collateral_assetversion UNION ALL
    SELECT search FROM collateral_passage
) a, unnest(a.search) u
WHERE length(u.lexeme) BETWEEN 4 AND 40 AND u.lexeme ~ '^[[:alpha:]]+$'
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("collateral", "0015_lexicon")]
    operations = [migrations.RunSQL(LEARN, migrations.RunSQL.noop)]
