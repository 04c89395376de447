package org.latentfx.view.evaluation;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.linear.LinearReference;
import org.latentfx.analysis.plane.Thumbnail;
import org.latentfx.data.ImageSet;
import org.latentfx.session.evaluation.HeldOutFigures;
import org.latentfx.session.evaluation.LinearFigures;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.paint.ThumbnailPicture;
import org.latentfx.view.map.paint.ThumbnailPicture.Kind;

/**
 * What a linear model with as many latents makes of the same images: its map, its manifold and its figures, each beside
 * what was measured of the model shown. Fitted while somebody looks. FX thread only.
 */
public final class LinearView extends ScrolledPage {
    private static final double EDGE = 128;

    /** The least beside the pictures; where there is less room they lie below, as wide as that is. */
    private static final double WORDS = 340;

    /** Between the pictures, and to the words beside them. */
    private static final double GAPS = 32;

    /** More would only lie on top of one another at that size. */
    private static final int POINTS = 800;

    private final LinearFigures source;
    private final HeldOutFigures measured;
    private final Button measure = new Button(Texts.of("linear.measure"));
    private final Label state = new Label();
    private final ThumbnailPicture map = new ThumbnailPicture();
    private final ThumbnailPicture manifold = new ThumbnailPicture();
    private final FlowPane figures = new FlowPane();
    private final HBox pictures;

    public LinearView(HeldOutFigures measured) {
        source = measured.linear();
        this.measured = measured;
        Tips.about(this, "ppca");
        figures.getStyleClass().add("figure-cells");
        state.getStyleClass().add("quiet");
        state.setWrapText(true);
        state.setMinHeight(USE_PREF_SIZE);
        manifold.show(Kind.MANIFOLD);
        pictures = new HBox(framed(map, "linear.map"), framed(manifold, "linear.manifold"));
        pictures.getStyleClass().add("tool-row");
        figures.setPrefWrapLength(WORDS);
        var words = new VBox(state, controls(), figures);
        words.getStyleClass().add("tool-column");
        var column = new FlowPane(pictures, words);
        words.prefWidthProperty().bind(column.widthProperty().map(width -> {
            double room = width.doubleValue() - column.getInsets().getRight();
            double beside = room - 2 * EDGE - GAPS;
            return beside >= WORDS ? beside : room;
        }));
        column.getStyleClass().add("quality-board");
        content(column);
        map.setOnSeen(source::watch);
        source.foundProperty().subscribe(this::show);
        measured.figuresProperty().subscribe(this::show);
        show();
    }

    private static Node framed(ThumbnailPicture picture, String key) {
        var title = new Label(Texts.of(key));
        title.getStyleClass().add("quiet");
        Tips.say(title, Texts.of(key + ".tip"));
        Tips.term(title, "ppca");
        var place = new Pane(picture);
        place.setMinSize(EDGE, EDGE);
        place.setMaxSize(EDGE, EDGE);
        picture.resize(EDGE, EDGE);
        return new VBox(title, place);
    }

    private Node controls() {
        measure.setId("linear-measure");
        measure.getStyleClass().add("chip");
        measure.setMinWidth(USE_PREF_SIZE);
        Tips.say(measure, Texts.of("linear.measure.tip"));
        measure.setOnAction(event -> measured.measure());
        var idle = Bindings.createBooleanBinding(
                () -> Double.isNaN(measured.progressProperty().get()), measured.progressProperty());
        measure.disableProperty().bind(idle.not());
        var row = new FlowPane(measure);
        row.getStyleClass().add("tool-flow");
        for (var progress : List.of(source.progressProperty(), measured.progressProperty())) {
            var bar = new ProgressBar();
            bar.setPrefWidth(110);
            bar.progressProperty().bind(progress);
            bar.visibleProperty().bind(Bindings.createBooleanBinding(() -> !Double.isNaN(progress.get()), progress));
            bar.managedProperty().bind(bar.visibleProperty());
            row.getChildren().add(bar);
        }
        return row;
    }

    private void show() {
        LinearFigures.Found found = source.foundProperty().get();
        boolean known = found != null;
        for (Node node : List.of(pictures, figures)) node.setManaged(known);
        figures.setVisible(known);
        // the pictures tell whether anybody looks, so they stay where they could be seen
        pictures.setOpacity(known ? 1 : 0);
        if (found == null) {
            state.setText(SceneWording.text(this, "linear.wait"));
            return;
        }
        LinearReference reference = found.reference();
        state.setText(SceneWording.text(
                this,
                "linear.state",
                found.latents(),
                reference.model().images(),
                reference.heldOut().points().size(),
                Figures.fixed(Math.sqrt(reference.model().noise()), 3)));
        var thumbnail = thumbnail(found);
        map.show(thumbnail);
        manifold.show(thumbnail);
        figures.getChildren().setAll(cells(reference, measured.figuresProperty().get()));
    }

    private static Thumbnail thumbnail(LinearFigures.Found found) {
        var points = found.reference().heldOut().points();
        ImageSet images = points.images();
        int n = Math.min(POINTS, points.size());
        float[] places = new float[2 * n];
        byte[] labels = new byte[n];
        for (int k = 0; k < n; k++) {
            int i = (int) ((long) k * points.size() / n);
            places[2 * k] = points.mu(i, 0);
            places[2 * k + 1] = points.latents() > 1 ? points.mu(i, 1) : 0;
            labels[k] = images.labels()[i];
        }
        return new Thumbnail(places, labels, found.manifold());
    }

    /** @param its what was measured of the model shown; null before */
    private static List<Node> cells(LinearReference linear, HeldOutFigures.@Nullable Figures its) {
        var of = linear.heldOut();
        String mse = its == null ? "–" : Figures.fixed(its.evaluation().mse(), 5);
        String accuracy = its == null ? "–" : percent(its.accuracy());
        return List.of(
                cell("mse", "mse", Figures.fixed(of.mse(), 5), mse),
                cell("accuracy", "accuracy", percent(linear.accuracy()), accuracy),
                cell("nll", "ppca", Figures.loss(of.nll())),
                cell("reconstruction", "reconstruction", Figures.loss(of.reconstruction())),
                cell("kl", "kl", Figures.loss(of.kl())));
    }

    private static String percent(double share) {
        return Texts.of("evaluation.percent", Figures.fixed(100 * share, 1));
    }

    private static Node cell(String key, String term, String value, Object... beside) {
        String name = "linear." + key;
        return EvaluationView.cell(
                term, Texts.of(name), value, Texts.of(name + ".unit", beside), Texts.of(name + ".tip"));
    }
}
