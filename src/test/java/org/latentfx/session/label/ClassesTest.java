package org.latentfx.session.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;

class ClassesTest {
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 7);
    private final Classes classes = new Classes(explorer);

    private static Weights told(int count, float scale) {
        var configuration = new ModelConfiguration(
                ModelKind.CVAE,
                PictureFormat.grey(4, 4),
                LayerSpec.dense(5),
                2,
                Activation.TANH,
                Likelihood.BERNOULLI,
                0.05,
                KindOptions.classes(count));
        var values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = scale * (float) Math.sin(i);
        return new Weights(configuration, values);
    }

    @BeforeEach
    void model() {
        explorer.show(Shown.of(told(3, 1)));
        explorer.moveTo(new float[] {0.5f, -1});
    }

    @Test
    void the_same_point_is_decoded_as_every_class() {
        float[] all = classes.decode(explorer.z());
        for (int c = 0; c < 3; c++) {
            classes.ask(c);
            assertArrayEquals(explorer.picture(), Arrays.copyOfRange(all, 16 * c, 16 * c + 16), 1e-6f);
        }
    }

    @Test
    void the_class_asked_for_stays_while_the_model_learns_and_can_be_undone() {
        classes.ask(2);
        float[] before = explorer.picture();
        explorer.show(Shown.of(told(3, 1)));
        assertEquals(2, classes.askedProperty().getValue());
        assertArrayEquals(before, explorer.picture());
        undo.undo();
        assertEquals(0, classes.askedProperty().getValue());
        assertFalse(Arrays.equals(before, explorer.picture()));
        classes.askNext(-1);
        assertEquals(2, classes.askedProperty().getValue(), "before the first comes the last");
    }

    @Test
    void a_model_that_is_told_none_has_none_and_a_twin_that_is_told_them_is_asked_for_the_same_one() {
        classes.ask(2);
        explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
        assertEquals(List.of(), classes.namesProperty().get());
        assertEquals("", classes.wordsProperty().get());
        assertEquals(0, classes.decode(explorer.z()).length);
        classes.ask(1);
        explorer.show(Shown.of(told(3, 1)));
        assertEquals(2, classes.askedProperty().getValue());
        explorer.show(Shown.of(told(2, 1)));
        assertEquals(0, classes.askedProperty().getValue(), "there is no class 2");
        classes.ask(5);
        assertEquals(0, classes.askedProperty().getValue());
    }

    @Test
    void classes_are_called_what_the_images_call_them() {
        assertEquals(List.of("0", "1", "2"), classes.namesProperty().get());
        classes.choose(new ImageSet(4, 4, new byte[16], new byte[1], List.of("shirt", "boot")));
        assertEquals(List.of("shirt", "boot", "2"), classes.namesProperty().get());
        classes.ask(1);
        assertTrue(classes.wordsProperty().get().contains("boot"));
    }
}
