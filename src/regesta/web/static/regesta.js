// What pages can do beyond links and forms; they work without it.
"use strict";
