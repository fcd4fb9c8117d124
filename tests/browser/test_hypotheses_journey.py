"""A hypothesis of one's own: chosen, tested like the others, seen at a glance, and taken along in the codebook."""

from pathlib import Path

from scipy import stats

from analysis.survey import load_sample, parse_codebook, score_scales


def test_own_hypothesis_verdict_and_codebook(visitor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sample = load_sample("gemeenten")
    phase = sample.responses["fase_po"].cat.codes.where(lambda code: code >= 0)
    pair = score_scales(sample)["gedeelde_visie"].to_frame().assign(phase=phase).dropna()
    rho = stats.spearmanr(pair["gedeelde_visie"], pair["phase"]).statistic

    visitor.open("hypothesen?section=eigen")
    visitor.page.locator(".st-key-own_predictor [role=combobox], .st-key-own_predictor input").first.click()
    visitor.page.get_by_role("option", name="Fase, primair onderwijs", exact=True).click()
    visitor.page.get_by_text("is hoger naarmate “Fase, primair onderwijs”").wait_for(timeout=20_000)
    visitor.rest()
    visitor.page.locator(".st-key-own_add button").click()
    visitor.page.get_by_text("E1.").first.wait_for(timeout=20_000)
    visitor.rest()
    with visitor.page.expect_download() as download:
        visitor.page.locator(".st-key-own_download button").click()
    download.value.save_as(tmp_path / "codeboek.csv")
    (kept,) = parse_codebook((tmp_path / "codeboek.csv").read_bytes()).hypotheses
    assert (kept.outcome, kept.predictor) == ("gedeelde_visie", "fase_po")

    visitor.page.locator('[data-testid="stButtonGroup"] button', has_text="Kaarten").first.click()
    visitor.rest()
    text = visitor.text()
    assert "E1. “Gedeelde visie” is hoger naarmate “Fase, primair onderwijs” hoger of verder is." in text
    assert f"ρ = {rho:.2f}".replace(".", ",") in text
    visitor.check()
