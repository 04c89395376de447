package org.latentfx.view.slow;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.slow.LivePass.Passed;
import org.latentfx.session.slow.SlowMotion;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.slow.Stage;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Stylesheets;

/**
 * The graph of the model, and in slow motion one training step as a film through it, with a sentence and the formulas
 * of each stage. While it has the keyboard, Space plays the film, → and ← go on and back, ↑ and ↓ follow another image,
 * and Esc ends it. FX thread only.
 */
public final class SlowView extends VBox {
    private static final int LINES = 3;

    /** From this width on, the words are those of a projector. */
    private static final double WIDE = 1300;

    private final SlowMotion slow;
    private final ObservableValue<@Nullable ModelConfiguration> model;
    private final SlowControls controls;
    private final GraphPane graph = new GraphPane(this::choose);
    private final Label number = new Label();
    private final Label caption = new Label();
    private final FormulaLine[] formulas = new FormulaLine[LINES];
    private final BatchMosaic mosaic;
    private final Region mosaicPlace;

    /** @param model what is shown where no step is */
    public SlowView(SlowMotion slow, ObservableValue<@Nullable ModelConfiguration> model) {
        this.slow = slow;
        this.model = model;
        getStyleClass().add("slow-view");
        getStylesheets().addAll(Stylesheets.PANELS.address(), Stylesheets.SLOW.address());
        setFocusTraversable(true);
        setAccessibleText(Texts.of("slow.accessible"));
        setMinSize(0, 0);
        controls = new SlowControls(slow, this::requestFocus);
        mosaic = new BatchMosaic(row -> {
            slow.follow(row);
            requestFocus();
        });
        mosaicPlace = place(mosaic);
        VBox.setVgrow(graph, Priority.ALWAYS);
        getChildren().addAll(controls, graph, foot(), sight());
        model.subscribe(now -> show());
        slow.shownProperty().subscribe(now -> show());
        slow.live().passedProperty().subscribe(now -> show());
        slow.stageProperty().subscribe(now -> show());
        slow.imageProperty().subscribe(now -> show());
        slow.onProperty().subscribe(on -> {
            show();
            takeKeys();
        });
        // slow motion may begin before this comes into sight
        visibleProperty().subscribe(now -> takeKeys());
        sceneProperty().subscribe(now -> takeKeys());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnMousePressed(event -> requestFocus());
        widthProperty().subscribe(width -> {
            getStyleClass().remove("wide");
            if (width.doubleValue() >= WIDE) getStyleClass().add("wide");
        });
    }

    private HBox foot() {
        number.getStyleClass().add("slow-number");
        number.setMinWidth(USE_PREF_SIZE);
        caption.getStyleClass().add("slow-caption");
        caption.setWrapText(true);
        caption.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(caption, Priority.ALWAYS);
        var sentence = new HBox(number, caption);
        sentence.getStyleClass().add("slow-sentence");
        sentence.setAlignment(Pos.TOP_LEFT);
        var words = new VBox(sentence);
        words.getStyleClass().add("slow-words-column");
        for (int i = 0; i < LINES; i++) {
            formulas[i] = new FormulaLine();
            words.getChildren().add(formulas[i]);
        }
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var foot = new HBox(words, mosaicPlace);
        foot.getStyleClass().add("slow-foot");
        return foot;
    }

    /** Draws nothing and knows whether this is seen. */
    private PaintedRegion sight() {
        return new PaintedRegion() {
            @Override
            protected void sightChanged() {
                slow.live().watch(isSeen());
            }

            @Override
            protected void paint() {}
        };
    }

    private static Region place(Region painted) {
        var place = new Region() {
            {
                getChildren().add(painted);
            }

            @Override
            protected void layoutChildren() {
                painted.resizeRelocate(0, 0, getWidth(), getHeight());
            }
        };
        place.getStyleClass().add("slow-mosaic-place");
        return place;
    }

    // ---- what is shown ----

    private void show() {
        Shown shown = slow.shownProperty().get();
        ModelConfiguration of =
                shown == null ? model.getValue() : shown.step().trace().configuration();
        if (of == null || of.autoregressive()) return; // which has no such graph
        graph.show(of);
        int row = slow.imageProperty().get();
        mosaic.show(shown, row);
        mosaicPlace.setVisible(shown != null);
        mosaicPlace.setManaged(shown != null);
        if (shown == null) {
            rest(of);
        } else {
            graph.fill(PartFilling.of(shown, slow.stageProperty().get(), row));
            controls.show(shown, row);
            during(shown, slow.stageProperty().get(), row);
        }
    }

    /** The model, with what it makes of the image probed. */
    private void rest(ModelConfiguration of) {
        Passed passed = slow.live().passedProperty().get();
        boolean own = passed != null && passed.trace().configuration().equals(of);
        graph.fill(own ? new PartFilling(passed.trace(), 0, "", null, Stage.LOSSES) : null);
        boolean variational = of.kind().variational();
        String z = Texts.of(variational ? "slow.part.mu.brief" : "slow.part.mu.point");
        controls.showModel(
                new PartWords(of).parameters(),
                own ? passed.name() : "",
                z,
                of.kind().can(Capability.ENCODES));
        number.setText("");
        number.setVisible(false);
        number.setManaged(false);
        if (!of.kind().can(Capability.ENCODES)) {
            caption.setText(Texts.of("slow.model.gan.caption"));
            lines(Texts.of("slow.model.gan.discriminator"), Texts.of("slow.model.gan.generator"));
            return;
        }
        caption.setText(SceneWording.text(this, slow.onProperty().get() ? "slow.waiting" : "slow.model.caption"));
        String point = variational ? "" : ".point";
        String loss =
                switch (of.kind()) {
                    case TCVAE -> ".parts";
                    case IWAE -> ".iwae";
                    case VQVAE -> ".vqvae";
                    default -> point;
                };
        lines(Texts.of("slow.model.loss" + loss, of.samples()), SceneWording.text(this, "slow.legend" + point));
    }

    private void during(Shown shown, Stage stage, int row) {
        var words = new StepWords(shown, row);
        number.setText(Integer.toString(stage.number()));
        number.setVisible(true);
        number.setManaged(true);
        caption.setText(Figures.unbroken(SceneWording.of(this).getValue().say(words.caption(stage))));
        lines(words.formulas(stage).toArray(String[]::new));
    }

    private void lines(String... marked) {
        for (int i = 0; i < LINES; i++) formulas[i].show(i < marked.length ? marked[i] : "");
    }

    // ---- gestures ----

    private void takeKeys() {
        if (slow.onProperty().get()) requestFocus();
    }

    private void choose(Part part) {
        requestFocus();
        if (slow.onProperty().get()) slow.show(part.kind().stage);
    }

    private void key(KeyEvent event) {
        if (!slow.onProperty().get() || event.isShortcutDown() || event.isAltDown()) return;
        switch (event.getCode()) {
            case SPACE -> slow.toggle();
            case RIGHT -> slow.forward();
            case LEFT -> slow.back();
            case UP -> slow.follow(slow.imageProperty().get() - 1);
            case DOWN -> slow.follow(slow.imageProperty().get() + 1);
            case ENTER -> slow.nextStep();
            case L -> slow.loop(!slow.loopingProperty().get());
            case ESCAPE -> slow.end();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
