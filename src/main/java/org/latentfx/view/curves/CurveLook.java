package org.latentfx.view.curves;

import java.util.EnumSet;
import java.util.Set;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.view.kit.LossUnit;

/**
 * What can be set about the drawing of the curves. Immutable; each {@code with} is a copy with one thing changed.
 *
 * @param chosen of the quantities of every kind of model
 * @param chosenUnit of losses
 * @param kind of the model, which says what of both is shown
 * @param pixels in one image, for the unit
 * @param timeConstant of the smoothing, in steps; 0 for none
 * @param scale of heights
 * @param all whether the vertical range holds every value, or leaves out the outermost few
 * @param dark whether it is drawn on a dark background
 */
record CurveLook(
        Set<Quantity> chosen,
        LossUnit chosenUnit,
        ModelKind kind,
        int pixels,
        double timeConstant,
        Scale scale,
        boolean all,
        boolean dark) {
    static final CurveLook FIRST =
            new CurveLook(Quantity.first(), LossUnit.NATS, ModelKind.VAE, 784, 50, Scale.FITTING, false, true);

    /** How heights are read. */
    enum Scale {
        /** Linear, but logarithmic or cut off where a few values would squeeze all others flat. */
        FITTING,
        LINEAR,
        LOG
    }

    /** What is shown of a model of this kind: never nothing. */
    Set<Quantity> shown() {
        var shown = EnumSet.copyOf(Quantity.choice(kind));
        shown.retainAll(chosen);
        return shown.isEmpty() ? Quantity.choice(kind) : shown;
    }

    /** The unit of losses: those that are no sum over pixels have none per pixel. */
    LossUnit unit() {
        return chosenUnit == LossUnit.NATS_PER_PIXEL && !perPixel() ? LossUnit.NATS : chosenUnit;
    }

    /** Whether the losses are sums over pixels. */
    boolean perPixel() {
        return kind.losses().contains(LossTerm.RECONSTRUCTION) || kind.losses().contains(LossTerm.NLL);
    }

    /** What {@code quantity} as it is kept is multiplied with. */
    double factor(Quantity quantity) {
        return quantity.probability() || quantity.count() ? 1 : unit().factor(pixels);
    }

    CurveLook with(Set<Quantity> nowChosen) {
        return new CurveLook(nowChosen, chosenUnit, kind, pixels, timeConstant, scale, all, dark);
    }

    CurveLook with(LossUnit now) {
        return new CurveLook(chosen, now, kind, pixels, timeConstant, scale, all, dark);
    }

    CurveLook with(ModelKind now) {
        return new CurveLook(chosen, chosenUnit, now, pixels, timeConstant, scale, all, dark);
    }

    CurveLook with(int nowPixels, boolean nowDark) {
        return new CurveLook(chosen, chosenUnit, kind, nowPixels, timeConstant, scale, all, nowDark);
    }

    CurveLook withTimeConstant(double now) {
        return new CurveLook(chosen, chosenUnit, kind, pixels, now, scale, all, dark);
    }

    CurveLook with(Scale now) {
        return new CurveLook(chosen, chosenUnit, kind, pixels, timeConstant, now, all, dark);
    }

    CurveLook withAll(boolean now) {
        return new CurveLook(chosen, chosenUnit, kind, pixels, timeConstant, scale, now, dark);
    }
}
