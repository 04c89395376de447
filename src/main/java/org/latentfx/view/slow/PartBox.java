package org.latentfx.view.slow;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.latentfx.view.kit.Tips;

/**
 * One part of the graph: its name, what it holds, and a figure. What a step has not come to yet says what it will hold.
 * FX thread only.
 */
final class PartBox extends Region {
    static final double TITLE = 20;
    static final double FIGURE = 18;
    private static final double PADDING = 4;

    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final PseudoClass AHEAD = PseudoClass.getPseudoClass("ahead");
    private static final PseudoClass SERVES = PseudoClass.getPseudoClass("serves");

    private final Label title = new Label();
    private final Label figure = new Label();
    private final Label words = new Label();
    private final Region content;
    private String name = "";
    private String symbol = "";
    private String said = "";
    private String below = "";
    private String belowBriefly = "";

    /** @param content what is drawn between name and figure */
    PartBox(Part part, Region content) {
        this.content = content;
        getStyleClass().addAll("slow-part", Part.look(part.kind()));
        setManaged(false);
        for (Label label : new Label[] {title, figure, words}) {
            label.setMouseTransparent(true);
            label.setMinWidth(0);
            label.setAlignment(Pos.CENTER);
        }
        title.getStyleClass().add("slow-title");
        figure.getStyleClass().add("slow-figure");
        words.getStyleClass().add("slow-words");
        getChildren().addAll(content, title, figure, words);
    }

    Region content() {
        return content;
    }

    /**
     * Names it.
     *
     * @param brief where there is no room for the name
     * @param tip in a sentence or two
     */
    void name(String words, String brief, String tip) {
        name = words;
        symbol = brief;
        setAccessibleText(words);
        Tips.say(this, tip);
        requestLayout();
    }

    /** What is said of it in a line or two: the last one alone where there is no room for both. */
    void say(String now) {
        said = now;
        requestLayout();
    }

    String said() {
        return said;
    }

    /**
     * The figure below what it holds; empty for none.
     *
     * @param brief where there is no room for the words; empty for none
     */
    void figure(String words, String brief) {
        below = words;
        belowBriefly = brief;
        figure.setText(words);
        requestLayout();
    }

    String figure() {
        return figure.getText();
    }

    void mark(boolean active, boolean ahead) {
        pseudoClassStateChanged(ACTIVE, active);
        pseudoClassStateChanged(AHEAD, ahead);
        content.setVisible(!ahead);
        figure.setVisible(!ahead);
        words.setVisible(ahead || content instanceof Level);
    }

    /** Whether it is shown to serve the term of the loss that is pointed at. */
    void serves(boolean now) {
        pseudoClassStateChanged(SERVES, now);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - 2 * PADDING;
        title.setText(name);
        if (title.prefWidth(-1) > width) title.setText(symbol);
        title.resizeRelocate(PADDING, 1, width, TITLE);
        figure.setText(below);
        if (figure.prefWidth(-1) > width + PADDING) figure.setText(belowBriefly);
        boolean fits = !figure.getText().isEmpty() && figure.prefWidth(-1) <= getWidth();
        boolean room = fits && getHeight() > TITLE + 2 * FIGURE;
        double foot = room ? FIGURE : PADDING;
        figure.setManaged(room);
        figure.setOpacity(room ? 1 : 0);
        figure.resizeRelocate(0, getHeight() - FIGURE - 1, getWidth(), FIGURE);
        double high = Math.max(1, getHeight() - TITLE - foot);
        content.resizeRelocate(PADDING, TITLE, width, high);
        words.setText(said);
        if (words.prefWidth(-1) > getWidth() || words.prefHeight(-1) > high)
            words.setText(said.substring(said.lastIndexOf('\n') + 1));
        words.setOpacity(words.prefWidth(-1) > getWidth() ? 0 : 1);
        words.resizeRelocate(0, TITLE, getWidth(), high);
    }
}
