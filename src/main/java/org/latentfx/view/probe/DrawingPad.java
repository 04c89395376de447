package org.latentfx.view.probe;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * A card for drawing an image, laid over the window so that map, decoder and probe stay visible and follow the pen. It
 * shows the raw drawing, the model's input and output, and how unusual the input is. FX thread only.
 */
public final class DrawingPad extends Region {
    private static final double PAD = 16;
    private static final double FIELD = Canvas.SIDE + 2 * DrawingField.BORDER;
    private static final double PICTURE = 84;
    private static final double CAPTION = 18;
    private static final double TOOLS = 32;
    private static final double LINE = 20;
    private static final double FINER = 3;

    private final Session session;
    private final ImageProbe probe;
    private final DrawingField field;
    private final PanelHeader header;
    private final Label hint = new Label(Texts.of("pad.hint"));
    private final DecodedPicture input = new DecodedPicture();
    private final DecodedPicture output = new DecodedPicture();
    private final Label inputCaption = caption();
    private final Label outputCaption = caption();
    private final Label unusual = new Label();
    private final ToggleButton pen = tool("pen", Feather.EDIT_2);
    private final ToggleButton eraser = tool("eraser", Feather.DELETE);
    private final Slider width = new Slider(DrawingField.thinnest(), DrawingField.thickest(), 0);
    private final HBox tools;
    private final CollectedStrip collected;
    private double gripX;
    private double gripY;

    public DrawingPad(Session session) {
        this.session = session;
        probe = session.probe();
        field = new DrawingField(probe);
        header = new PanelHeader(Texts.of("pad.title"), button("close", Feather.X, this::toggle));
        tools = tools();
        collected = new CollectedStrip(session.drawings(), probe);
        getStyleClass().add("drawing-pad");
        setId("drawing-pad");
        getStylesheets().addAll(Stylesheets.PANELS.address(), Stylesheets.PROBE.address());
        setVisible(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        outputCaption.setText(Texts.of("probe.output"));
        hint.getStyleClass().add("hint");
        hint.setAlignment(Pos.CENTER);
        hint.setMouseTransparent(true);
        unusual.getStyleClass().add("hint");
        Tips.say(unusual, Texts.of("pad.unusual.help"));
        getChildren()
                .addAll(header, field, hint, input, inputCaption, output, outputCaption, unusual, tools, collected);
        probe.canvasProperty().subscribe(now -> hint.setVisible(now.isEmpty()));
        probe.inputProperty().subscribe(this::show);
        probe.breakdownProperty().subscribe(this::show);
        probe.percentileProperty().subscribe(this::show);
        visibleProperty().subscribe(this::show);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        makeMovable();
    }

    /**
     * Opens the pad, or puts it away; the drawing stays. For pictures in colour there is none, which is
     * said; a word is typed into its field.
     */
    public void toggle() {
        if (!isVisible() && !probe.drawable()) {
            Node word = getScene() == null ? null : getScene().lookup("#" + WordField.ID);
            if (word != null && word.isVisible()) word.requestFocus();
            else session.say(Texts.of("pad.colour"));
            return;
        }
        setVisible(!isVisible());
        if (isVisible()) field.requestFocus();
    }

    // ---- tools ----

    private HBox tools() {
        var group = new ToggleGroup();
        for (ToggleButton tool : List.of(pen, eraser)) {
            tool.setToggleGroup(group);
            tool.setOnAction(event -> choose(tool));
        }
        IconButtons.ring(List.of(pen, eraser));
        choose(pen);
        width.valueProperty().bindBidirectional(field.penWidthProperty());
        width.setId("pad-width");
        Tips.say(width, Texts.of("pad.width"));
        width.setAccessibleText(Texts.of("pad.width"));
        HBox.setHgrow(width, Priority.ALWAYS);
        Button back = button("undo", Feather.CORNER_UP_LEFT, session::undo);
        back.disableProperty().bind(session.undoStack().canUndoProperty().not());
        Button forth = button("redo", Feather.CORNER_UP_RIGHT, session::redo);
        forth.disableProperty().bind(session.undoStack().canRedoProperty().not());
        var row = new HBox(pen, eraser, width, back, forth, button("clear", Feather.TRASH_2, this::clear));
        row.getStyleClass().add("pad-tools");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void choose(ToggleButton tool) {
        tool.setSelected(true);
        field.erasingProperty().set(tool == eraser);
    }

    private void clear() {
        if (probe.canvasProperty().get().isEmpty()) return;
        probe.draw(Canvas.EMPTY);
        probe.keepDrawing();
    }

    /** Keys of the pad's own, which work while it has the focus. */
    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || event.getTarget() instanceof TextInputControl) return;
        switch (event.getCode()) {
            case P -> choose(pen);
            case E -> choose(eraser);
            case DELETE, BACK_SPACE -> clear();
            case PLUS, ADD, EQUALS -> width.setValue(width.getValue() + FINER);
            case MINUS, SUBTRACT -> width.setValue(width.getValue() - FINER);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static ToggleButton tool(String name, Feather icon) {
        var button = IconButtons.dress(new ToggleButton(), icon, Texts.of("pad." + name), Texts.of("pad." + name));
        button.setId("pad-" + name);
        button.getStyleClass().addAll("flat", "small-icon-button");
        return button;
    }

    private static Button button(String name, Feather icon, Runnable action) {
        var button = IconButtons.button(icon, Texts.of("pad." + name), action);
        button.setId("pad-" + name);
        button.getStyleClass().addAll("flat", "small-icon-button");
        return button;
    }

    private static Label caption() {
        var label = new Label();
        label.getStyleClass().add("picture-caption");
        label.setAlignment(Pos.CENTER);
        return label;
    }

    // ---- what is shown ----

    private void show() {
        ImageProbe.Input now = probe.inputProperty().get();
        ElboBreakdown taken = probe.breakdownProperty().get();
        if (!isVisible() || now == null) return;
        if (!probe.drawable()) { // other data were chosen
            setVisible(false);
            return;
        }
        Tips.say(inputCaption, probe.treatment());
        inputCaption.setText(
                Texts.of("pad.input", now.format().width(), now.format().height()));
        boolean drawn = probe.drawn();
        input.show(drawn ? now.pixels() : null, now.format());
        boolean fits = drawn && taken != null && taken.picture().length == now.pixels().length;
        output.show(fits ? taken.picture() : null, now.format());
        double percentile = probe.percentileProperty().get();
        FrozenModel model = session.explorer().model();
        if (model != null && !model.can(Capability.ENCODES))
            unusual.setText(Texts.of("pad.encoder", model.configuration().kind().label()));
        else
            unusual.setText(
                    !drawn || Double.isNaN(percentile) ? "" : Texts.of("pad.unusual", Figures.fixed(percentile, 0)));
    }

    // ---- place ----

    /** The header is a handle; the card stays within the window. */
    private void makeMovable() {
        header.setCursor(Cursor.MOVE);
        header.setOnMousePressed(event -> {
            Point2D at = getParent().sceneToLocal(event.getSceneX(), event.getSceneY());
            gripX = at.getX() - getTranslateX();
            gripY = at.getY() - getTranslateY();
        });
        header.setOnMouseDragged(event -> {
            var room = getParent().getLayoutBounds();
            Point2D at = getParent().sceneToLocal(event.getSceneX(), event.getSceneY());
            double x = at.getX() - gripX;
            double y = at.getY() - gripY;
            setTranslateX(Math.max(-getLayoutX(), Math.min(room.getWidth() - getWidth() - getLayoutX(), x)));
            setTranslateY(Math.max(-getLayoutY(), Math.min(room.getHeight() - getHeight() - getLayoutY(), y)));
        });
    }

    @Override
    protected void layoutChildren() {
        double wide = getWidth() - 2 * PAD;
        double head = header.prefHeight(wide);
        header.resizeRelocate(PAD, 4, wide, head);
        double y = head + 4;
        field.resizeRelocate(PAD, y, FIELD, FIELD);
        hint.resizeRelocate(PAD, y, FIELD, FIELD);
        double x = PAD + FIELD + PAD;
        double edge = PICTURE + 2;
        double column = getWidth() - PAD - x;
        input.resizeRelocate(x + (column - edge) / 2, y, edge, edge);
        inputCaption.resizeRelocate(x, y + edge, column, CAPTION);
        double second = y + FIELD - edge - CAPTION;
        output.resizeRelocate(x + (column - edge) / 2, second, edge, edge);
        outputCaption.resizeRelocate(x, second + edge, column, CAPTION);
        y += FIELD + PAD / 2;
        unusual.resizeRelocate(PAD, y, wide, LINE);
        tools.resizeRelocate(PAD - 4, y + LINE + 4, wide + 8, TOOLS);
        y += LINE + 4 + TOOLS + PAD / 2;
        collected.resizeRelocate(PAD, y, wide, collected.prefHeight(wide));
    }

    @Override
    protected double computePrefWidth(double height) {
        return 3 * PAD + FIELD + 100;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 4
                + header.prefHeight(width)
                + FIELD
                + PAD / 2
                + LINE
                + 4
                + TOOLS
                + PAD / 2
                + collected.prefHeight(width - 2 * PAD)
                + PAD / 2;
    }
}
