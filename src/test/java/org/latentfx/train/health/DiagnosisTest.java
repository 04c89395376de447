package org.latentfx.train.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.latentfx.text.Texts;

class DiagnosisTest {
    /** Texts of the health list that are no diagnoses. */
    private static final Set<String> OTHERS = Set.of(
            "title",
            "more",
            "gone",
            "why",
            "heldOut",
            "heldOut.step",
            "heldOut.short",
            "heldOut.tip",
            "cure",
            "cure.tip",
            "place",
            "place.tip");

    private static List<String> ids() {
        return ResourceBundle.getBundle("org.latentfx.messages").keySet().stream()
                .filter(key -> key.startsWith("health."))
                .map(key -> key.substring("health.".length()))
                .filter(id -> !OTHERS.contains(id) && !id.startsWith("why.") && !id.endsWith(".why"))
                .sorted()
                .toList();
    }

    @Test
    void every_diagnosis_explains_what_was_measured_what_it_means_and_what_to_try() {
        assertTrue(ids().size() >= 28, ids().toString());
        assertEquals(
                List.of(),
                ids().stream().filter(id -> !Texts.has("health." + id + ".why")).toList());
        for (String id : ids()) {
            List<String> parts = Diagnosis.of(Diagnosis.Level.NOTE, id).why();
            assertEquals(3, parts.size(), id);
            for (String part : parts) assertTrue(part.matches("(?s)[A-Zμβz].*\\."), id + ": " + part);
        }
    }

    @Test
    void an_explanation_tells_the_figures_that_it_rests_on() {
        List<String> parts =
                Diagnosis.of(Diagnosis.Level.NOTE, "gan.blind", "0.46", "0.72").why();
        assertTrue(parts.get(0).startsWith("D(real) 0.46 and D(fake) 0.72 were compared"), parts.get(0));
        assertTrue(parts.get(2).contains("discriminator's"), parts.get(2));
    }

    @Test
    void no_explanation_belongs_to_nothing() {
        assertEquals(
                List.of(),
                ResourceBundle.getBundle("org.latentfx.messages").keySet().stream()
                        .filter(key -> key.startsWith("health.") && key.endsWith(".why") && !key.equals("health.why"))
                        .filter(key -> !Texts.has(key.substring(0, key.length() - ".why".length())))
                        .toList());
    }
}
