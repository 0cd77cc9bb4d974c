// Lets the menu be folded on a narrow screen, where the style folds it. It runs before the page is drawn, so that
// nothing moves under a finger afterwards; and it needs no other script, so that "Menu" answers from the first press.
document.documentElement.classList.add("c-folds");

document.addEventListener("click", (event) => {
  const button = event.target.closest(".govuk-service-navigation__toggle");
  if (button) button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
});
