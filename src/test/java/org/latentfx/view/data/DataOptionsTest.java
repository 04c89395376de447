package org.latentfx.view.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.text.Texts;

class DataOptionsTest {
    @Test
    void sentences_name_the_fields_on_the_screen_and_not_the_options_of_the_command_line() {
        for (String key : List.of(
                "data.sheet.one",
                "data.import.full",
                "data.import.memory",
                "data.import.forms",
                "data.import.shape",
                "data.import.row",
                "data.csv.number")) {
            String sentence = Texts.of(key, "some.png", 1, 2, 3);
            assertTrue(sentence.contains("--"), "on the command line: " + sentence);
            assertFalse(DataOptions.named(sentence).contains("--"), DataOptions.named(sentence));
        }
        assertEquals(
                "say how large (“Tiles”, such as 28x28)", DataOptions.named("say how large (--tile, such as 28x28)"));
        assertEquals("choose “Labels”", DataOptions.named("choose --label-column"));
        assertEquals("a--b and --other", DataOptions.named("a--b and --other"));
    }
}
