package org.latentfx.view.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.text.Texts;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.schedule.Schedule;

class TermsTest {
    private static List<String> keys(String text) {
        return Terms.in(text).stream().map(place -> place.entry().key()).toList();
    }

    @Test
    void every_setting_and_every_kind_of_schedule_is_explained_once() {
        List<String> keys = Terms.all().stream().map(entry -> entry.key()).toList();
        for (Setting<?> setting : Settings.ALL) {
            assertEquals(1, keys.stream().filter(setting.key()::equals).count(), setting.key());
            assertFalse(setting.help().isBlank() || setting.higher().isBlank(), setting.key());
        }
        for (Schedule.Kind kind : Schedule.Kind.values())
            assertTrue(keys.contains("schedule-" + kind.word()), kind.word());
    }

    static Stream<String> diagnoses() {
        return ResourceBundle.getBundle("org.latentfx.messages").keySet().stream()
                .filter(key -> key.startsWith("health.") && key.endsWith(".why"))
                .filter(key -> key.split("\\.").length > 2)
                .filter(key -> !key.equals("health.early.why")) // which judges nothing
                .filter(key -> !key.startsWith("health.data.")); // of the pictures, not of the model
    }

    @ParameterizedTest
    @MethodSource("diagnoses")
    void every_diagnosis_is_told_in_terms_of_the_glossary(String key) {
        assertFalse(keys(Texts.of(key)).isEmpty(), key);
    }

    @Test
    void words_are_found_whole_the_longest_first_and_each_term_once() {
        assertEquals(List.of("kl-latent", "kl"), keys("KL per latent sums up to KL, and KL again; no KLX."));
        assertEquals(List.of("held-out", "elbo"), keys("Held-out −ELBO"));
        assertEquals(List.of("collapse"), keys("It has collapsed: posterior collapse."));
    }

    @Test
    void a_few_letters_find_a_term_by_its_name_before_those_that_mention_it() {
        assertEquals("kl", Terms.fitting("Kullback").get(0).key());
        assertEquals(List.of(), Terms.fitting("no such letters"));
        assertEquals(Terms.all(), Terms.fitting("  "));
        int named = Terms.fitting("slerp").indexOf(org.latentfx.text.Glossary.named("slerp"));
        assertEquals(0, named);
    }
}
