package org.latentfx.view.probe;

import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.latentfx.view.kit.Tips;

/**
 * One line of the ELBO breakdown: its name, up to three figures or a remark, and the amount. Its tooltip is written
 * only when it shows. FX thread only.
 */
final class BreakdownRow extends Region {
    static final double HEIGHT = 20;

    private static final double NAME = 96;
    private static final double FIGURE = 48;
    private static final double WIDEST_FIGURE = 76;
    private static final double LEAST_NAME = 60;
    private static final double AMOUNT = 64;
    private static final double GAP = 8;

    private final Label name = label("breakdown-name", Pos.CENTER_LEFT);
    private final Label[] figures = {
        label("mu", Pos.CENTER_LEFT), label("sigma", Pos.CENTER_LEFT), label("z", Pos.CENTER_LEFT)
    };
    private final Label remark = label("remark", Pos.CENTER_LEFT);
    private final Label amount = label("amount", Pos.CENTER_RIGHT);
    private Supplier<String> formula = () -> "";

    BreakdownRow() {
        getStyleClass().add("breakdown-row");
        setManaged(false);
        setAccessibleRole(AccessibleRole.TEXT);
        getChildren().addAll(name, remark, amount);
        getChildren().addAll(figures);
        Tips.ask(this, this::formula);
    }

    private static Label label(String style, Pos alignment) {
        var label = new Label();
        label.getStyleClass().add(style);
        label.setAlignment(alignment);
        return label;
    }

    /** @param formula the tooltip's text, asked for when it shows */
    void show(BreakdownLine.Kind of, String named, String written, Supplier<String> formula) {
        this.formula = formula;
        Tips.about(this, of.term());
        Tips.term(name, of.term());
        String kind = of.name().toLowerCase(java.util.Locale.ROOT);
        if (!getStyleClass().contains(kind)) {
            getStyleClass().setAll("breakdown-row", kind);
            // Rows may be added during layout. Without CSS they would be drawn once without style.
            applyCss();
        }
        name.setText(named);
        amount.setText(written);
    }

    /** Figures of μ, σ and z, "" for none; or a remark in their place. */
    void detail(String mu, String sigma, String z, String remarked) {
        if (!remark.getText().equals(remarked)) requestLayout();
        figures[0].setText(mu);
        figures[1].setText(sigma);
        figures[2].setText(z);
        remark.setText(remarked);
    }

    /** What the row says, for tests. */
    String text() {
        return String.join(
                        " ",
                        name.getText(),
                        figures[0].getText(),
                        figures[1].getText(),
                        figures[2].getText(),
                        remark.getText(),
                        amount.getText())
                .replaceAll(" +", " ");
    }

    String formula() {
        return formula.get();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double own = Math.ceil(name.prefWidth(-1));
        boolean three = !figures[2].getText().isEmpty();
        double beside = Math.max(LEAST_NAME, Math.min(NAME, width - AMOUNT - (three ? 3 : 2) * WIDEST_FIGURE));
        double middle = width - beside - AMOUNT;
        double figure = Math.max(FIGURE, Math.min(WIDEST_FIGURE, middle / (three ? 3 : 2)));
        name.resizeRelocate(0, 0, Math.min(width - AMOUNT, own), HEIGHT);
        for (int i = 0; i < figures.length; i++) figures[i].resizeRelocate(beside + i * figure, 0, figure, HEIGHT);
        double remarked = Math.ceil(remark.prefWidth(-1));
        double at = Math.max(own + GAP, NAME + remarked <= width - AMOUNT ? NAME : 0);
        remark.resizeRelocate(at, 0, remarked, HEIGHT);
        // left out rather than cut: the tooltip has it
        remark.setVisible(at + remarked <= width - Math.ceil(amount.prefWidth(-1)) - GAP);
        amount.resizeRelocate(width - AMOUNT, 0, AMOUNT, HEIGHT);
    }
}
