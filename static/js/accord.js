// What every page of a member has; htmx comes before it (kit/_scripts.html).

import "./draft.js";
import "./again.js";
import "./live.js";
import "./menu.js";
import "./select_many.js";
import "./shortcuts.js";
import "./copy.js";
import "./choose.js";
import "./board.js";
import "./narrow.js";
import "./order.js";
import "./upload.js";
