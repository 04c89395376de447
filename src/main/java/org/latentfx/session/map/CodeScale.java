package org.latentfx.session.map;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.explore.Explorer;

/**
 * How large codes are: latent units that stand for one standard deviation of the prior. 1 where codes are held to that;
 * a plain autoencoder's, or those held to a learnt prior, may lie anywhere, and then three of these reach nearly
 * all of them. It moves in few coarse steps, so that what is shown by it stays where it is. FX thread only.
 */
public final class CodeScale {
    /** Codes must shrink to less than this share of what the scale reaches before it follows. */
    private static final double SMALLER = 0.45;

    private static final double STEP = Math.sqrt(2);

    private final Explorer explorer;
    private final ReadOnlyDoubleWrapper scale = new ReadOnlyDoubleWrapper(1);

    CodeScale(Explorer explorer, ObservableValue<@Nullable LatentPoints> points) {
        this.explorer = explorer;
        explorer.modelProperty().subscribe(model -> {
            if (model == null || held(model)) scale.set(1);
        });
        points.subscribe(this::follow);
    }

    /** At least 1. */
    public ReadOnlyDoubleProperty property() {
        return scale.getReadOnlyProperty();
    }

    private static boolean held(FrozenModel model) {
        return model.configuration().sampledFromNormal();
    }

    private void follow(@Nullable LatentPoints now) {
        FrozenModel model = explorer.model();
        if (now == null || now.size() == 0 || model == null || held(model)) return;
        double reach = now.reach();
        double shown = LatentPoints.REACH * scale.get();
        if (reach > shown || reach < SMALLER * shown) scale.set(step(reach / LatentPoints.REACH));
    }

    /** The next step upwards, to two digits. */
    private static double step(double least) {
        if (!(least > 1) || Double.isInfinite(least)) return 1;
        double next = Math.pow(STEP, Math.ceil(Math.log(least) / Math.log(STEP)));
        return next < 10 ? Math.ceil(10 * next) / 10 : Math.ceil(next);
    }
}
