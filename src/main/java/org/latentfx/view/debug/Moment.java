package org.latentfx.view.debug;

import java.util.function.LongConsumer;
import javafx.beans.value.ObservableValue;

/**
 * Which moment of the run everything on screen is of, and the way to another one.
 *
 * @param step steps done by then; {@link Long#MAX_VALUE} for the newest one
 * @param goTo shows the moment of a step
 */
public record Moment(ObservableValue<Long> step, LongConsumer goTo) {}
