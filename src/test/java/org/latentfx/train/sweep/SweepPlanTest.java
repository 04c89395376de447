package org.latentfx.train.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.SweepPlan.Method;
import org.latentfx.train.sweep.SweepPlan.Rung;

class SweepPlanTest {
    private static final Hyperparameters BASE = Settings.EPOCHS.with(Preset.SEED.hyperparameters(), 20);

    private static List<Variation> vary(String... texts) {
        return Stream.of(texts).map(Variation::parse).toList();
    }

    @Test
    void aGridHoldsEveryCombinationTheLastSettingVaryingFastest() {
        var settings = SweepPlan.grid(BASE, vary("beta=0.5,1,4", "latent=2,10")).settings();
        assertEquals(
                List.of("0.5 2", "0.5 10", "1 2", "1 10", "4 2", "4 10"),
                settings.stream()
                        .map(s -> Settings.BETA.text(s) + " " + s.latents())
                        .toList());
        assertEquals(BASE, Settings.take(settings.get(5), List.of(Settings.BETA, Settings.LATENTS), BASE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "beta=0.50,1|beta=0.5,1",
                "beta=0,5;1|beta=0.5,1",
                "latent=2,10|latents=2,10",
                "hidden=400;512,256|hidden=400;512,256",
                "binarise=true,false|binarise=true,false",
                "learning-rate=1e-4..1e-2|learning-rate=0.0001..0.01",
                "latents=2..20|latents=2..20"
            })
    void aVariationIsReadAndWritten(String text, String written) {
        assertEquals(written, Variation.parse(text).text());
        assertEquals(Variation.parse(text), Variation.parse(written));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "beta=0.5,1000|beta|1000|0 to 100",
                "latent=0.5,2|latents|0.5|1 to 512",
                "latents=2..900|latents|900|1 to 512",
                "likelihood=bernoulli,poisson|likelihood|poisson|gaussian"
            })
    void aValueThatIsNotAllowedIsRefusedByKeyValueAndRange(String text, String key, String value, String range) {
        String said = assertThrows(Refusal.class, () -> Variation.parse(text)).getMessage();
        assertTrue(said.startsWith(key) && said.contains("“" + value + "”") && said.contains(range), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beta", "=1", "beta=", "bta=1", "epochs=1,2", "beta=1,1.0", "beta=4..1", "seed=1..9"})
    void whatSaysNothingOfUseIsRefused(String text) {
        assertThrows(Refusal.class, () -> Variation.parse(text));
    }

    @Test
    void aGridRefusesRangesAndASearchWhatCannotBeCompared() {
        var range = vary("beta=0.5..8");
        assertThrows(Refusal.class, () -> SweepPlan.grid(BASE, range));
        var twice = vary("beta=1,2", "beta=3");
        assertThrows(Refusal.class, () -> SweepPlan.grid(BASE, twice));
        var likelihood = vary("likelihood=bernoulli,gaussian");
        assertThrows(Refusal.class, () -> new SweepPlan(BASE, likelihood, Method.RANDOM, 4, 1));
        assertEquals(2, SweepPlan.grid(BASE, likelihood).settings().size());
    }

    @ParameterizedTest
    @CsvSource({
        "GAN, latents=2;4, likelihood",
        "VAE, model=vae;ae, one kind",
        "AE, beta=1;2, Autoencoder",
        "VAE, importance-samples=1;5, VAE"
    })
    void whatCannotBeRankedOrWouldMakeNoDifferenceIsRefusedInOneSentence(ModelKind kind, String vary, String word) {
        var plan = SweepPlan.grid(Settings.MODEL.with(BASE, kind), vary(vary.replace(';', ',')));
        String said = assertThrows(Refusal.class, plan::settings).getMessage();
        assertTrue(said.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)), said);
    }

    @Test
    void aSearchDrawsWithinItsRangesOnTheirScaleAndAlwaysTheSame() {
        var variations = vary("learning-rate=1e-4..1e-2", "latents=2..20", "batch=64,128");
        var drawn = new SweepPlan(BASE, variations, Method.RANDOM, 400, 7).settings();
        assertTrue(drawn.stream().allMatch(s -> s.learningRate() >= 1e-4 && s.learningRate() <= 1e-2));
        assertTrue(drawn.stream().allMatch(s -> s.latents() >= 2 && s.latents() <= 20));
        long below = drawn.stream().filter(s -> s.learningRate() < 1e-3).count();
        assertTrue(below > 160 && below < 240, "half lies below the middle of the logarithmic scale: " + below);
        assertEquals(2, drawn.stream().map(Hyperparameters::batch).distinct().count());
        var fewer = new SweepPlan(BASE, variations, Method.HALVING, 9, 7).settings();
        assertEquals(drawn.subList(0, 9), fewer);
    }

    @Test
    void halvingGoesOnWithTheBestThirdForThreeTimesAsLong() {
        var variations = vary("beta=0.5..8");
        assertEquals(
                List.of(new Rung(2, 6), new Rung(7, 2), new Rung(20, 2)),
                new SweepPlan(BASE, variations, Method.HALVING, 20, 1).rungs());
        var short3 = Settings.EPOCHS.with(BASE, 3);
        assertEquals(
                List.of(new Rung(1, 9), new Rung(3, 9)),
                new SweepPlan(short3, variations, Method.HALVING, 27, 1).rungs());
        assertEquals(
                1, new SweepPlan(BASE, variations, Method.RANDOM, 20, 1).rungs().size());
    }

    @Test
    void figuresOfSeveralSeedsAreMeanAndStandardDeviation() {
        var trials = Stream.of(100.0, 102.0, 104.0, Double.NaN)
                .map(total -> new Trial(
                        1,
                        Settings.SEED.with(BASE, total.isNaN() ? 9L : total.longValue()),
                        total.isNaN() ? Trial.State.DIVERGED : Trial.State.FINISHED,
                        10,
                        1,
                        new Loss(total - 10, 10),
                        0.03,
                        2,
                        1))
                .toList();
        var groups = SeedGroup.of(trials);
        assertEquals(1, groups.size());
        assertEquals(new Spread(3, 102, 2), groups.get(0).total());
        assertEquals(new Spread(3, 10, 0), groups.get(0).kl());
        assertEquals(1, groups.get(0).diverged());
    }
}
