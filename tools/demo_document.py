"""Write docs/demo/lantern-bay-handbook.pdf, the document `make demo` asks about.

    python -m tools.demo_document

Four pages of prose with facts that no model knows by heart, so that an answer must come from the document.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

TARGET = Path(__file__).resolve().parent.parent / "docs" / "demo" / "lantern-bay-handbook.pdf"

PAGES = [
    (
        "Lantern Bay Marine Station: a handbook for volunteers",
        [
            "Lantern Bay Marine Station was founded in 1968 by the oceanographer Ines Halloran in a disused pilot "
            "house at the mouth of the bay. It studies the kelp forest between Gull Rock and the old breakwater.",
            "The station is open to volunteers from the first Monday of April to the last Friday of October. "
            "Everybody signs in at the pilot house before nine in the morning and signs out before leaving.",
            "The director is Tomas Veld. The volunteer coordinator is Priya Raman, who can be reached on extension "
            "41 and answers questions about rosters, boots and lunch.",
        ],
    ),
    (
        "Boats and weather",
        [
            "The station keeps three boats. The largest is the Marigold, a diesel launch for twelve people. The "
            "Teal and the Sandpiper are open boats for four people each.",
            "No boat leaves the jetty when the wind is above 22 knots or when visibility is below 800 metres. The "
            "skipper on duty decides, and there is no appeal.",
            "Every person on deck wears an orange life jacket. The jackets are checked on the second Tuesday of each "
            "month by the boatman, Olaf Brandt, and a jacket that fails is cut in two so that nobody uses it again.",
        ],
    ),
    (
        "Counting kelp",
        [
            "Kelp is counted along fourteen transects. Each transect is 50 metres long and is swum twice a season, "
            "in May and in September, always within one hour of slack water.",
            "A plant counts when its stipe is at least 30 centimetres tall. Smaller plants are written down as "
            "recruits, in the yellow column of the slate.",
            "In 2023 the divers counted 9,412 plants, the highest number since the storm of 1997, after which only "
            "1,350 plants were left.",
        ],
    ),
    (
        "Emergencies",
        [
            "In an emergency call the coastguard on channel 16 and then the pilot house on channel 9. The nearest "
            "decompression chamber is at Saint Orsola Hospital, 38 minutes away by helicopter.",
            "The oxygen kit hangs behind the door of the wet laboratory. It holds two cylinders that last 45 minutes "
            "each, and it is to be replaced after every use, however short.",
            "The meeting point in case of fire is the bronze bell beside the flagpole.",
        ],
    ),
]


def main() -> None:
    """Write the PDF."""
    styles = getSampleStyleSheet()
    story: list[object] = []
    for number, (title, paragraphs) in enumerate(PAGES):
        if number:
            story.append(PageBreak())
        story += [Paragraph(title, styles["Title"]), Spacer(1, 12)]
        for text in paragraphs:
            story += [Paragraph(text, styles["BodyText"]), Spacer(1, 8)]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    document = SimpleDocTemplate(str(TARGET), pagesize=A4, title=PAGES[0][0], author="Parlance", invariant=1)
    document.build(story)
    print(TARGET)


if __name__ == "__main__":
    main()
