// What pages have that are shown before somebody signed in, and where something broke.

import "./draft.js";
import "./live.js";
