package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.ImageSet;
import org.latentfx.data.ImportedData;
import org.latentfx.data.Letters;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.Weights;
import org.latentfx.text.Refusal;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

/** Words in place of pictures: from a file, through a run and into a model file and back. */
class WordFileTest {
    @TempDir
    Path folder;

    private ImportedData read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("list"), text);
        return DataFiles.read(file.toString(), DataImport.GUESSED, Progress.NONE);
    }

    @Test
    void a_list_of_words_is_read_by_what_it_holds() throws IOException {
        var found = read("kind\tadjective\nCruel\tadjective\nword\tnoun\nnaïve\tadjective\nno!\tnoun\nword\tnoun\n");
        assertEquals("words", found.description().kind());
        assertEquals(4, found.description().images());
        assertEquals(Letters.format(10), found.split().train().format());
        assertEquals(List.of("adjective", "noun"), found.split().train().classNames());
        Set<String> words = words(found.split().train());
        words.addAll(words(found.split().test()));
        assertEquals(Set.of("kind", "cruel", "word", "naive"), words);
        assertTrue(found.description().notes().get(0).startsWith("One line"));
    }

    @Test
    void a_file_without_two_words_is_refused_in_a_sentence() {
        var refusal = assertThrows(Refusal.class, () -> read("kind\nkind\nkind\n"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("one word"), refusal.getMessage());
    }

    @Test
    void the_words_that_come_along_are_split_without_overlap() {
        var data = DataFiles.load("words");
        assertEquals(13_752, data.train().size() + data.test().size());
        Set<String> train = words(data.train());
        Set<String> test = words(data.test());
        assertEquals(data.train().size(), train.size());
        assertTrue(test.stream().noneMatch(train::contains));
        assertTrue(train.contains("abandon") || test.contains("abandon"));
        assertEquals(
                List.of("Noun", "Verb", "Adjective", "Adverb"), data.train().classNames());
    }

    @Test
    void a_run_is_the_same_for_any_number_of_threads_and_its_model_file_knows_that_it_is_of_words() {
        var data = DataFiles.read("words", DataImport.GUESSED.with(new DataImport.Share(600, 10, 1)), Progress.NONE)
                .split();
        var settings = Settings.HIDDEN.withText(Preset.WORDS.hyperparameters(), "16");
        float[] weights = new float[0];
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = new Workers(threads)) {
                var trainer = new Trainer(data, settings, Kernels.best(), workers);
                for (int step = 0; step < 8; step++) trainer.step();
                float[] now = trainer.weights().values().clone();
                if (threads > 1) assertEquals(0, Arrays.compare(weights, now));
                weights = now;
            }
        }
        var model = new Weights(settings.model(data.train().format()), weights);
        Path file = folder.resolve("words.safetensors");
        ModelFile.write(
                file,
                new ModelFile.Content(
                        model, settings, 1, 8, "words", data.train().checksum(), ""));
        var again = ModelFile.read(file, Map.of());
        assertEquals(model.configuration(), again.weights().configuration());
        assertTrue(again.weights().configuration().format().letters());
    }

    @Test
    void words_and_pictures_are_not_taken_for_each_other() {
        var words = DataFiles.load("words");
        var pictures = DataFiles.load("sprites");
        var map = Preset.MAP.hyperparameters();
        assertThrows(Refusal.class, () -> map.checkFit(words));
        assertThrows(Refusal.class, () -> Preset.WORDS.hyperparameters().checkFit(pictures));
        map.fitted(words).checkFit(words);
        Preset.WORDS.hyperparameters().fitted(pictures).checkFit(pictures);
    }

    private static Set<String> words(ImageSet of) {
        var words = new HashSet<String>();
        float[] values = new float[of.valuesPerImage()];
        for (int i = 0; i < of.size(); i++) {
            of.values(i, values);
            words.add(Letters.word(values, 0, of.format()));
        }
        return words;
    }
}
