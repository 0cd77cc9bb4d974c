// Wakes GOV.UK Frontend's components. Every page works without it, and it moves nothing that is on the page.
import { initAll } from "./built/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll({ errorSummary: { disableAutoFocus: true } });

// What was done or went wrong takes the focus by itself as the page opens. A browser that does not know how is
// helped, but whoever has gone on meanwhile is not pulled back.
const first = document.querySelector("[autofocus]");
if (first && document.activeElement === document.body) first.focus({ preventScroll: true });
