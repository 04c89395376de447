package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class EpochBudgetTest {
    private static final Hyperparameters CLASSIC = Preset.CLASSIC.hyperparameters();

    private final EpochBudget budget = new EpochBudget();

    private static DataSplit images(int count) {
        return new DataSplit("some", set(count), set(2));
    }

    private static ImageSet set(int count) {
        return new ImageSet(1, 1, new byte[count], new byte[count], List.of("0"));
    }

    @Test
    void a_few_hundred_pictures_get_epochs_enough_to_learn_from_them_and_that_is_said() {
        Hyperparameters now = budget.fit(CLASSIC, images(405));
        assertEquals(500, now.epochs());
        assertEquals(CLASSIC, Settings.EPOCHS.with(now, 20), "all else is as it was asked for");
        String said = EpochBudget.words("New.", CLASSIC, now, images(405));
        assertTrue(said.contains("4 steps") && said.contains("500"), said);
    }

    @Test
    void where_the_images_are_many_nothing_is_changed_or_said() {
        assertSame(CLASSIC, budget.fit(CLASSIC, images(60_000)));
        assertEquals("New.", EpochBudget.words("New.", CLASSIC, CLASSIC, images(60_000)));
    }

    @Test
    void with_many_images_again_the_epochs_are_those_asked_for_before() {
        Hyperparameters few = budget.fit(CLASSIC, images(405));
        Hyperparameters fewer = budget.fit(few, images(10));
        assertEquals(2000, fewer.epochs());
        assertEquals(20, budget.fit(fewer, images(60_000)).epochs());
        Hyperparameters chosen = Settings.EPOCHS.with(fewer, 3000);
        assertEquals(3000, budget.fit(chosen, images(405)).epochs(), "a person's own number stays");
    }
}
