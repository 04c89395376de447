package org.latentfx.view.map;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.collections.SetChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.session.map.PointColours;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.Tips;

/**
 * The key to the map: the glyph, colour, name and count of each class that occurs, in a few rows that scroll where they
 * are more. A click hides or shows a class; a double-click, Alt-click or the key O shows it alone. FX thread only.
 */
final class Legend extends Region {
    private static final int GLYPH = 11;
    private static final double GAP = 8;
    private static final double ROW = 24;
    private static final int ROWS = 3;

    /** A lower map gives up fewer rows. */
    private static final int FEW_ROWS = 2;

    private static final double ROOMY_HEIGHT = 480;
    private static final PseudoClass PARTLY = PseudoClass.getPseudoClass("partly");

    /** What is shown of one class; {@code room} is never seen and as wide as the whole count. */
    private record Entry(int label, ToggleButton button, Label count, Label room) {}

    private final MapState state;
    private final List<Entry> entries = new ArrayList<>();
    private final FlowPane flow = new FlowPane();
    private final ScrollPane scroll = new ScrollPane(flow);
    private final ColourKey key;

    Legend(MapState state, PointColours colours) {
        this.state = state;
        key = new ColourKey(state, colours);
        getStyleClass().add("map-legend");
        flow.setAlignment(Pos.CENTER);
        flow.getStyleClass().add("map-legend-flow");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        getChildren().addAll(key, scroll);
        ChangeListener<Object> rebuild = (source, before, now) -> rebuild();
        state.classCounts.addListener(rebuild);
        state.dark.addListener(rebuild);
        colours.byProperty().addListener(rebuild);
        state.selected.addListener((source, before, now) -> tellCounts());
        state.layout.addListener((source, before, now) -> tellCounts());
        state.hiddenClasses.addListener((SetChangeListener<Integer>) change -> reflect());
        rebuild();
    }

    // ---- its size ----

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double above = getParent() == null ? 0 : getParent().getLayoutBounds().getHeight();
        double most = ROW * (above > 0 && above < ROOMY_HEIGHT ? FEW_ROWS : ROWS);
        double beside = Math.min(most, Math.max(ROW, flow.prefHeight(width - across(width))));
        return above(width) ? key.prefHeight(-1) + beside : beside;
    }

    /** Whether the key to the colours stands above the classes: beside it they would have too little room. */
    private boolean above(double width) {
        return width > 0 && key.prefWidth(-1) > width / 2;
    }

    /** How much of the width the key takes from the classes. */
    private double across(double width) {
        return above(width) ? 0 : Math.ceil(key.prefWidth(-1)) + GAP;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double below = above(width) ? key.prefHeight(-1) : 0;
        key.resizeRelocate(0, 0, Math.min(width, Math.ceil(key.prefWidth(-1))), below > 0 ? below : ROW);
        scroll.resizeRelocate(across(width), below, width - across(width), getHeight() - below);
    }

    // ---- what it shows ----

    private void rebuild() {
        entries.clear();
        LatentPoints points = state.points.get();
        int[] counts = state.classCounts.get();
        for (int c = 0; points != null && c < counts.length; c++)
            if (counts[c] > 0) entries.add(entry(c, points.images().className(c)));
        flow.getChildren().setAll(entries.stream().map(Entry::button).toList());
        reflect();
        tellCounts();
    }

    /**
     * How many images each class has on the map, or how many of them are selected if any are: in the same room, so that
     * nothing moves.
     */
    private void tellCounts() {
        LatentPoints points = state.points.get();
        if (points == null) return;
        int[] counts = state.shownCounts();
        int[] selected = state.selectedCounts();
        boolean any = !state.selected.get().isEmpty();
        for (Entry entry : entries) {
            String name = points.images().className(entry.label);
            String all = Figures.shortCount(counts[entry.label]);
            String some = Figures.shortCount(selected[entry.label]);
            entry.room.setText(all);
            entry.count.setText(any ? some : all);
            entry.count.pseudoClassStateChanged(PARTLY, any);
            entry.button.setAccessibleText(Texts.of("map.legend.accessible", name, counts[entry.label]));
            Tips.say(
                    entry.button,
                    any
                            ? Texts.of("map.legend.selected", selected[entry.label], counts[entry.label], name)
                            : Texts.of("map.legend.tip", name));
        }
    }

    private Entry entry(int classIndex, String name) {
        Label nameLabel = new Label(name, glyph(classIndex));
        nameLabel.getStyleClass().add("map-legend-name");
        Label count = new Label();
        count.getStyleClass().add("map-legend-count");
        Label room = new Label();
        room.getStyleClass().add("map-legend-room");
        room.setVisible(false);
        HBox content = new HBox(nameLabel, new StackPane(room, count));
        content.getStyleClass().add("map-legend-content");
        content.setAlignment(Pos.CENTER_LEFT);
        ToggleButton button = new ToggleButton(null, content);
        button.getStyleClass().add("map-legend-entry");
        button.setOnAction(event -> {
            if (button.isSelected()) state.hiddenClasses.remove(classIndex);
            else state.hiddenClasses.add(classIndex);
        });
        button.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> {
            if (!event.isAltDown() || !button.contains(event.getX(), event.getY())) return;
            button.disarm();
            state.isolate(classIndex);
        });
        button.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !event.isAltDown()) state.isolate(classIndex);
        });
        button.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.O || event.isShortcutDown()) return;
            state.isolate(classIndex);
            event.consume();
        });
        button.focusedProperty().addListener((source, before, now) -> {
            if (now) reveal(button);
        });
        return new Entry(classIndex, button, count, room);
    }

    /** Scrolls to what the keyboard has reached. */
    private void reveal(Region button) {
        double seen = scroll.getViewportBounds().getHeight();
        double hidden = flow.getHeight() - seen;
        if (hidden > 0) scroll.setVvalue((button.getLayoutY() + button.getHeight() / 2 - seen / 2) / hidden);
    }

    private void reflect() {
        for (Entry entry : entries) entry.button.setSelected(!state.hiddenClasses.contains(entry.label));
    }

    /** Drawn at twice its size, so that it is sharp on dense screens. */
    private ImageView glyph(int classIndex) {
        var picture = new PixelImage(2 * GLYPH, 2 * GLYPH);
        boolean own = key.byClass();
        int colour = own ? state.palette().colour(classIndex) : state.palette().mark();
        int[] mask = Palette.glyph(classIndex).mask(2 * GLYPH);
        for (int i = 0; i < mask.length; i++) picture.pixels()[i] = PixelImage.blend(0, colour, mask[i]);
        var view = new ImageView(picture.image());
        view.setFitWidth(GLYPH);
        view.setFitHeight(GLYPH);
        return view;
    }
}
