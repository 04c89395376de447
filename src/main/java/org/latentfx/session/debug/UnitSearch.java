package org.latentfx.session.debug;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.layer.ExcitingImages;
import org.latentfx.analysis.layer.UnitPictures;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.text.Texts;

/** Finds the held-out images that excite a chosen unit most, in the background. FX thread only. */
public final class UnitSearch {
    /** Images that are found. */
    public static final int COUNT = 12;

    /** The images of a unit, of the moment at which it was chosen. */
    public record Found(UnitPictures pictures, Measured<List<UnitPictures>> at, ExcitingImages exciting) {}

    private record Request(Measured<List<UnitPictures>> at, UnitPictures pictures, int unit) {}

    private final Consumer<String> say;
    private final LatestTask<Request, Found> task;
    private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();

    UnitSearch(Background background) {
        say = background.say();
        task = background.latest(
                (running, newer) -> true,
                (request, token) -> {
                    var exciting = ExcitingImages.of(
                            request.at.shown().model(),
                            request.at.images(),
                            request.pictures,
                            request.unit,
                            COUNT,
                            token.progress(0, 1));
                    return new Found(request.pictures, request.at, exciting);
                },
                (request, result) -> found.set(result));
    }

    /** What was found last; null before. */
    public ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** How far the search is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** Finds the images of unit {@code unit} of the layer of {@code pictures}, or says why it finds none. */
    public void search(Measured<List<UnitPictures>> at, UnitPictures pictures, int unit) {
        FrozenModel model = at.shown().model();
        if (!model.can(Capability.ENCODES)) say.accept(Texts.of("debug.excited.missing"));
        else task.request(new Request(at, pictures, unit));
    }

    /** Forgets what was found. */
    public void clear() {
        task.cancel();
        found.set(null);
    }
}
