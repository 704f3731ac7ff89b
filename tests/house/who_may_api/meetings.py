"""As the pages."""

from tests.house.roles import only, they
from tests.house.who_may_api.line import ALL, Line, at, sending

# --- Meetings: as the pages.
ASKED = only("sam mara mina", others=404)
RUNS = only("mara mina", others=404) | they("sam", 403)
SERIES = only("mara mina ada")
MEETINGS = (
    Line("series_list", ALL),
    Line("series_create", only("mina moritz eva ada"), "with a whole team"),
    Line("series_create", ALL, "by name", lambda w: sending(title="Talk", first_on=str(w.today), at="16:00")),
    Line("series_get", ALL),
    Line("series_edit", SERIES),
    Line("series_history", ALL),
    Line("series_reschedule", SERIES),
    Line("series_end", SERIES),
    Line("meetings_list", ALL),
    Line("meetings_get", ASKED),
    Line("meetings_get", ALL, "closed", lambda w: at(w.meeting_closed)),
    Line("meetings_history", ASKED),
    Line("meetings_move", RUNS),
    Line("meetings_cancel", RUNS),
    Line("meetings_answer", ASKED),
    Line("meetings_start", RUNS),
    Line("meetings_attend", RUNS, "somebody else"),
    Line("meetings_write_obstacle", ASKED),
    Line("meetings_close", RUNS),
    Line("meetings_add", only("sam mara mina")),
    Line("meetings_take_in", ASKED),
    Line("meetings_attendances_list", ASKED),
    Line("meetings_answers_list", ASKED),
    Line("meetings_addenda_list", ALL),
    Line("meetings_suggestions_list", ASKED),
    Line("agenda_items_list", ALL),
    Line("agenda_items_create", only("sam mara mina", others=400)),  # a meeting they can't see isn't there
    Line("agenda_items_get", ASKED),
    Line("agenda_items_edit", ASKED),
    Line("agenda_items_history", ASKED),
    Line("agenda_items_move", RUNS),
    Line("agenda_items_take_off", ASKED),
    Line("agenda_items_reach", RUNS),
    Line("entries_list", ALL),
    Line("entries_create", only("sam mara mina", others=400)),
    Line("entries_get", ASKED),
    Line("entries_edit", ASKED),
    Line("entries_history", ASKED),
    Line("decisions_list", ALL),
)
