package org.latentfx.view.settings;

import java.util.function.DoubleUnaryOperator;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Slider;

/** A slider along a scale of its own, which tells screen readers the value on that scale. FX thread only. */
public final class ValueSlider extends Slider {
    private final DoubleUnaryOperator scale;

    /**
     * A slider from 0 to 1.
     *
     * @param scale from where the thumb is to the value that this stands for
     */
    public ValueSlider(DoubleUnaryOperator scale) {
        super(0, 1, 0);
        this.scale = scale;
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> scale.applyAsDouble(getValue());
            case MIN_VALUE -> scale.applyAsDouble(getMin());
            case MAX_VALUE -> scale.applyAsDouble(getMax());
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
