package org.latentfx.session.run;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.Event;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Recipe;
import org.latentfx.train.Recipe.Change;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

/**
 * The changes on the way that a run takes over from another one, each when it comes to the same step; a setting that a
 * person changes in this run is left to them from then on. Any thread.
 */
final class Following {
    /** Of a run that goes its own way. */
    static final Following NOBODY = new Following(new Recipe(Preset.MAP.hyperparameters(), List.of()));

    private final Recipe recipe;
    private final Set<Setting<?>> own = ConcurrentHashMap.newKeySet();

    Following(Recipe recipe) {
        this.recipe = recipe;
    }

    /** A person chose {@code next} where {@code before} was. */
    void chosen(Hyperparameters before, Hyperparameters next) {
        if (!recipe.changes().isEmpty()) own.addAll(Settings.differences(before, next));
    }

    /** What is still left to it; null if it is nothing. */
    @Nullable
    Recipe left() {
        List<Change<?>> changes = followed();
        return changes.isEmpty() ? null : new Recipe(recipe.first(), changes);
    }

    /** As {@link #left} was when it was saved. */
    static Following of(@Nullable Recipe left) {
        return left == null ? NOBODY : new Following(left);
    }

    private List<Change<?>> followed() {
        return recipe.changes().stream()
                .filter(change -> !own.contains(change.setting()))
                .toList();
    }

    /** Changes in {@code trainer} what is due after the steps that it has done. On its thread. */
    void changeDue(Trainer trainer) {
        if (!recipe.changes().isEmpty()) new Recipe(recipe.first(), followed()).changeDue(trainer);
    }

    /** {@code now} with what was taken over when {@code step} steps were done; 0 or less: as the run begins. */
    Hyperparameters at(long step, Hyperparameters now) {
        Hyperparameters then = now;
        for (var change : followed()) then = Settings.take(then, List.of(change.setting()), recipe.first());
        for (var change : followed()) if (change.step() <= step) then = change.in(then);
        return then;
    }

    /** Whether {@code line} was changed on its way, and from its beginning on could be so again. */
    static boolean changed(RunLine line) {
        Recipe recipe = recipe(line);
        boolean sameData =
                line.historyProperty().get().events().stream().noneMatch(event -> event instanceof Event.DataChanged);
        return !recipe.changes().isEmpty() && recipe.live() && sameData;
    }

    /** What {@code line} began with, and what was changed since. */
    static Recipe recipe(RunLine line) {
        return Recipe.of(
                line.hyperparametersProperty().get(), line.historyProperty().get());
    }
}
