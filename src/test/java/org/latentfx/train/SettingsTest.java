package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.autoregressive.PixelOrder;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.schedule.Schedule;

class SettingsTest {
    private static final Hyperparameters MAP = Preset.MAP.hyperparameters();

    @Test
    void everyRowIsReadByTheAccessorNamedAfterItAndHasAUsualValueInRange() throws ReflectiveOperationException {
        for (Setting<?> setting : Settings.ALL) {
            var words = setting.key().split("-", 2);
            String name = words[0]
                    + (words.length == 1 ? "" : Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1));
            assertEquals(setting.get(MAP), Hyperparameters.class.getMethod(name).invoke(MAP), name);
            assertEquals(MAP, setting.withText(MAP, setting.text(MAP)));
            assertEquals(setting.usual(), usual(setting), setting.key());
        }
    }

    private static <T> T usual(Setting<T> setting) {
        return setting.get(MAP.with(setting, setting.usual()));
    }

    @Test
    void aSettingMattersToTheModelsThatReadIt() {
        var gan = Preset.GAN.hyperparameters();
        var ae = Settings.MODEL.with(MAP, ModelKind.AE);
        var conditional = Settings.MODEL.with(MAP, ModelKind.CVAE);
        assertTrue(Settings.matters(Settings.DISCRIMINATOR_RATE, gan));
        assertFalse(Settings.matters(Settings.DISCRIMINATOR_RATE, MAP));
        assertTrue(Settings.matters(Settings.BETA, conditional) && Settings.matters(Settings.CLASSES, conditional));
        assertFalse(Settings.matters(Settings.CLASSES, MAP));
        assertFalse(Settings.matters(Settings.BETA, ae) || Settings.matters(Settings.BETA_SCHEDULE, gan));
        assertFalse(Settings.matters(Settings.VARIANCE, MAP));
        assertTrue(Settings.matters(Settings.VARIANCE, Settings.LIKELIHOOD.with(MAP, Likelihood.GAUSSIAN)));
        assertFalse(Settings.matters(Settings.LIKELIHOOD, gan));
        assertFalse(Settings.matters(Settings.BINARISE, Preset.WORDS.hyperparameters()));
        assertFalse(Settings.matters(Settings.DROPOUT, gan) || Settings.matters(Settings.CORRUPTION_RATE, MAP));
        var made = Preset.MADE.hyperparameters();
        assertTrue(Settings.matters(Settings.ORDER, made) && Settings.matters(Settings.BINARISE, made));
        assertFalse(Settings.matters(Settings.LATENTS, made) || Settings.matters(Settings.ORDER, MAP));
        assertEquals(1, made.model(PictureFormat.grey(28, 28)).latents());
        assertTrue(Settings.matters(Settings.DROPOUT, ae) && Settings.matters(Settings.CORRUPTION, conditional));
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedInOneSentence() {
        var vamp = Settings.PRIOR.with(MAP, PriorKind.VAMP);
        Settings.checkTogether(vamp);
        for (var conflict : List.of(
                Settings.DROPOUT.with(vamp, 0.1),
                Settings.BETA_SCHEDULE.with(vamp, new Schedule.FreeBits(1)),
                Settings.LIKELIHOOD.with(vamp, Likelihood.OPTIMAL_GAUSSIAN),
                Settings.MODEL.with(vamp, ModelKind.CVAE),
                Settings.MODEL.with(vamp, ModelKind.IWAE)))
            assertThrows(Refusal.class, () -> Settings.checkTogether(conflict));
        Settings.checkTogether(Settings.MODEL.with(vamp, ModelKind.GAN)); // which has no choice of a prior
        var iwae = Settings.MODEL.with(MAP, ModelKind.IWAE);
        Settings.checkTogether(Settings.DROPOUT.with(iwae, 0.1));
        for (var bad : List.of(
                Settings.BETA_SCHEDULE.with(iwae, new Schedule.FreeBits(1)),
                Settings.LIKELIHOOD.with(iwae, Likelihood.OPTIMAL_GAUSSIAN),
                Settings.BINARISE.with(Settings.LIKELIHOOD.with(MAP, Likelihood.CONTINUOUS_BERNOULLI), true)))
            assertThrows(Refusal.class, () -> Settings.checkTogether(bad));
    }

    @Test
    void everyRowHasItsTexts() {
        for (var setting : Settings.ALL) {
            for (var text : List.of(setting.label(), setting.symbol(), setting.help(), setting.higher()))
                assertFalse(text.isBlank(), setting.key());
            for (var choice : setting.choices())
                assertFalse(setting.choiceLabel(choice).isBlank());
        }
        for (var preset : Preset.values())
            assertTrue(Texts.has("preset." + preset.key() + ".label")
                    && !preset.description().isBlank());
    }

    @Test
    void aValueSurvivesTextAndBackAndReplacesOnlyItself() {
        for (var preset : Preset.values()) {
            var texts = Settings.toTexts(preset.hyperparameters());
            assertEquals(preset.hyperparameters(), Settings.fromTexts(MAP, texts));
        }
        var changed = Settings.LEARNING_RATE.withText(MAP, "3e-4");
        assertEquals(3e-4, changed.learningRate());
        assertEquals("0.0003", Settings.LEARNING_RATE.text(changed));
        assertEquals(List.of(Settings.LEARNING_RATE), Settings.differences(MAP, changed));
        assertEquals(MAP, Settings.LEARNING_RATE.with(changed, 1e-3));
        assertEquals(LayerSpec.dense(), Settings.HIDDEN.withText(MAP, "none").hidden());
        assertEquals(
                LayerSpec.dense(400, 200),
                Settings.HIDDEN.withText(MAP, "400, 200").hidden());
        assertEquals(
                Activation.LEAKY_RELU,
                Settings.ACTIVATION.withText(MAP, "leaky-relu").activation());
    }

    @ParameterizedTest
    @CsvSource({
        "hidden, '400,,2'",
        "hidden, '400,0'",
        "hidden, '1,1,1,1,1,1,1,1,1'",
        "hidden, ''",
        "latents, 0",
        "latents, 2.5",
        "latents, 99999999999",
        "activation, sigmoid",
        "likelihood, RELU",
        "variance, 0",
        "binarise, yes",
        "batch, 0",
        "batch, 5000",
        "learning-rate, 7",
        "learning-rate, NaN",
        "learning-rate, fast",
        "schedule, linear",
        "beta, -1",
        "beta, Infinity",
        "epochs, 0",
        "seed, -1"
    })
    void aBadValueIsRefusedNamingItAsOnTheScreenItsValueAndWhatIsAllowed(String key, String text) {
        var setting = Settings.named(key);
        var message =
                assertThrows(Refusal.class, () -> setting.withText(MAP, text)).getMessage();
        for (var part : List.of(setting.label(), text, setting.expected())) assertTrue(message.contains(part), message);
    }

    @Test
    void hyperparametersOutOfRangeCannotBeMade() {
        var message =
                assertThrows(Refusal.class, () -> Settings.BETA.with(MAP, -0.5)).getMessage();
        assertEquals("β, weight of KL cannot be “-0.5”: give a number from 0 to 100.", message);
        assertThrows(Refusal.class, () -> Settings.fromTexts(MAP, Map.of("rate", "1")));
    }

    @ParameterizedTest
    @EnumSource(Setting.Scale.class)
    void aScaleReachesBothEndsAndComesBack(Setting.Scale scale) {
        double min = scale == Setting.Scale.LOG ? 1e-6 : 0;
        assertEquals(0, scale.fraction(min, min, 5), 1e-12);
        assertEquals(1, scale.fraction(5, min, 5), 1e-12);
        assertEquals(0.7, scale.fraction(scale.value(0.7, min, 5), min, 5), 1e-12);
        assertEquals(5, scale.value(1.1, min, 5));
    }

    @Test
    void presetsHaveTheShapesTheyAreNamedAfter() {
        assertEquals(
                652824,
                Preset.CLASSIC
                        .hyperparameters()
                        .model(PictureFormat.grey(28, 28))
                        .parameterCount());
        assertEquals(
                LayerSpec.dense(200, 200),
                Preset.named("burda").hyperparameters().hidden());
        assertTrue(Preset.BURDA.hyperparameters().binarise());
        var message = assertThrows(Refusal.class, () -> Preset.named("huge")).getMessage();
        String names = "seed, classic, map, burda, conv, conv64, gan";
        assertTrue(message.contains("huge") && message.contains(names), message);
    }

    @Test
    void aNumberBecomesTheNearestValueAndIsCheckedLikeText() {
        assertEquals(128, Settings.BATCH.fromDouble(127.6));
        assertEquals(0.25, Settings.BETA.fromDouble(0.25));
        assertEquals(128.0, Settings.BATCH.toDouble(128));
        assertThrows(Refusal.class, () -> Settings.BATCH.fromDouble(5000));
        assertThrows(IllegalStateException.class, () -> Settings.BINARISE.fromDouble(1));
    }

    @Test
    void eachRowReplacesItsOwnValueAndNoOther() {
        var base = Preset.MAP.hyperparameters();
        var other = base.with(Settings.MODEL, ModelKind.AE)
                .with(Settings.CLASSES, 12)
                .with(Settings.IMPORTANCE_SAMPLES, 7)
                .with(Settings.HIDDEN, LayerSpec.dense(7))
                .with(Settings.LATENTS, 9)
                .with(Settings.PRIOR, PriorKind.VAMP)
                .with(Settings.PSEUDO_INPUTS, 20)
                .with(Settings.CODES, 30)
                .with(Settings.CODE_SIZE, 3)
                .with(Settings.ORDER, PixelOrder.SHUFFLED)
                .with(Settings.ACTIVATION, Activation.TANH)
                .with(Settings.LIKELIHOOD, Likelihood.GAUSSIAN)
                .with(Settings.VARIANCE, 0.5)
                .with(Settings.BINARISE, true)
                .with(Settings.CORRUPTION, Corruption.MASKING)
                .with(Settings.CORRUPTION_RATE, 0.7)
                .with(Settings.DROPOUT, 0.4)
                .with(Settings.BATCH, 11)
                .with(Settings.LEARNING_RATE, 0.5)
                .with(Settings.SCHEDULE, new Schedule.Cosine())
                .with(Settings.DISCRIMINATOR_RATE, 0.25)
                .with(Settings.BETA, 3.0)
                .with(Settings.BETA_SCHEDULE, new Schedule.FreeBits(1))
                .with(Settings.INFORMATION_WEIGHT, 0.5)
                .with(Settings.DIMENSION_WEIGHT, 1.5)
                .with(Settings.COMMITMENT, 0.75)
                .with(Settings.REVIVAL, false)
                .with(Settings.EPOCHS, 13)
                .with(Settings.SEED, 17L);
        for (Setting<?> setting : Settings.ALL)
            assertEquals(List.of(setting), Settings.differences(base, Settings.take(base, List.of(setting), other)));
        assertEquals(other, Settings.take(base, Settings.ALL, other));
    }
}
