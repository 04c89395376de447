package org.latentfx.view.curves;

/**
 * Which steps a curve shows: the whole run, or its newest part while following, or a fixed part after a zoom or pan.
 * Arithmetic only; one thread at a time.
 */
final class StepWindow {
    private static final double LEAST_SPAN = 10;

    private boolean following = true;
    private double span = Double.POSITIVE_INFINITY;
    private double end = LEAST_SPAN;
    private double latest = LEAST_SPAN;

    boolean following() {
        return following;
    }

    /** The run has come to {@code step}. */
    void latest(double step) {
        latest = Math.max(step, LEAST_SPAN);
        if (following) end = latest;
    }

    double first() {
        return Math.max(0, end - span);
    }

    double last() {
        return end;
    }

    /** Shows {@code factor} times as many steps, the one at {@code step} staying where it is. */
    void zoom(double step, double factor) {
        double before = last() - first();
        double after = Math.max(LEAST_SPAN, before * factor);
        if (after >= latest) fit();
        else show(step - (step - first()) * after / before, after);
    }

    /** Shows later steps (or earlier, if negative). */
    void pan(double steps) {
        if (steps == 0 || last() - first() >= latest) return;
        show(first() + steps, last() - first());
    }

    /** Keeps up with the run again, showing as many steps as now. */
    void follow() {
        span = last() - first() >= latest ? Double.POSITIVE_INFINITY : last() - first();
        following = true;
        end = latest;
    }

    /** Stays where it is while the run goes on. */
    void stay() {
        show(first(), last() - first());
    }

    /** Shows the whole run and keeps up with it. */
    void fit() {
        span = Double.POSITIVE_INFINITY;
        following = true;
        end = latest;
    }

    private void show(double first, double steps) {
        following = false;
        span = steps;
        end = Math.max(steps, Math.min(latest, first + steps));
    }
}
