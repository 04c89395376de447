package org.latentfx.view.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.factor.FactorScore;
import org.latentfx.analysis.factor.Traversals;
import org.latentfx.data.Factors.Factor;
import org.latentfx.session.debug.FactorLook;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.text.Texts;
import org.latentfx.view.evaluation.FactorMatrix.Choice;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/**
 * How the latents go together with the known causes of the images: the mutual information gap, what each latent tells
 * of each factor, and both ways between them: which latents carry a factor, and what moves with a latent. Measured of
 * the model shown while somebody looks. FX thread only.
 */
public final class FactorsView extends ScrolledPage {
    private static final double WORDS = 290;
    private static final double WIDEST = 480;
    private static final double NARROWEST = 250;

    /** Latents shown of a factor. */
    private static final int STRIPS = 2;

    /** What a latent tells of a factor is named from this share on. */
    private static final double NAMED = 0.02;

    private final Label state = quiet();
    private final ProgressBar progress = new ProgressBar();
    private final FactorMatrix matrix;
    private final Pane place;
    private final VBox left;
    private final Label gap = new Label();
    private final Label title = new Label();
    private final VBox detail = new VBox();
    private @Nullable FactorLook look;
    private Choice choice = new Choice(0, -1);

    public FactorsView(LiveFigure<FactorLook> source) {
        getStyleClass().add("factors-view");
        Tips.about(this, "mig");
        matrix = new FactorMatrix(this::choose, source::watch);
        place = new Pane(matrix);
        place.layoutBoundsProperty().subscribe(now -> matrix.resize(now.getWidth(), now.getHeight()));
        gap.getStyleClass().add("figure-value");
        Tips.term(gap, "mig");
        title.getStyleClass().add("factor-title");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        detail.getStyleClass().add("tool-column");
        progress.progressProperty().bind(source.progressProperty());
        var waiting = Bindings.createBooleanBinding(
                () -> !Double.isNaN(source.progressProperty().get()), source.progressProperty());
        progress.visibleProperty().bind(waiting);
        progress.managedProperty().bind(waiting);
        left = new VBox(gap, place, state, progress);
        left.getStyleClass().add("tool-column");
        left.setPrefWidth(WIDEST);
        detail.setPrefWidth(WORDS);
        var board = new FlowPane(left, detail);
        board.getStyleClass().add("quality-board");
        content(board);
        source.measuredProperty().subscribe(now -> show(now == null ? null : now.value()));
    }

    private static Label quiet() {
        var label = new Label();
        label.getStyleClass().add("quiet");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void choose(Choice next) {
        choice = next;
        show(look);
    }

    private void show(@Nullable FactorLook now) {
        look = now;
        FactorScore score = now == null ? null : now.score();
        Traversals traversals = now == null ? null : now.traversals();
        boolean known = score != null && traversals != null;
        gap.setManaged(known);
        gap.setVisible(known);
        detail.setManaged(known);
        detail.setVisible(known);
        if (score == null || traversals == null) {
            // the matrix tells whether anybody looks, so it stays where it could be seen
            place.setPrefHeight(1);
            state.setText(Texts.of(now == null ? "factors.wait" : "factors.none"));
            return;
        }
        if (choice.factor() >= score.entropy().length || choice.latent() >= score.information()[0].length)
            choice = new Choice(0, -1);
        gap.setText(Texts.of("factors.mig", Figures.fixed(score.mig(), 3), Figures.fixed(score.standardError(), 3)));
        Tips.say(gap, gaps(score));
        double wide = FactorMatrix.widthOf(score.information()[0].length);
        left.setPrefWidth(Math.max(NARROWEST, Math.min(WIDEST, wide)));
        place.setPrefHeight((score.entropy().length + 1) * FactorMatrix.ROW);
        matrix.show(score, choice);
        state.setText(Texts.of("factors.state"));
        Tips.say(state, Texts.of("factors.state.tip", score.images(), FactorScore.BINS));
        if (choice.latent() < 0) showFactor(score, traversals, choice.factor());
        else showLatent(score, traversals, choice.latent());
    }

    private static String gaps(FactorScore score) {
        return IntStream.range(0, score.entropy().length)
                .mapToObj(f -> Texts.of(
                        "factors.gap",
                        score.factors().all().get(f).name(),
                        Figures.fixed(score.gap(f), 2),
                        Figures.fixed(score.entropy()[f], 2)))
                .collect(Collectors.joining("\n"));
    }

    /** Which latents carry it. */
    private void showFactor(FactorScore score, Traversals traversals, int f) {
        int[] carriers = Arrays.copyOf(score.carriers(f), Math.min(STRIPS, score.carriers(f).length));
        String told = Arrays.stream(carriers)
                .mapToObj(j -> Texts.of("factors.told", Texts.of("factors.latent", j), percent(score.share(f, j))))
                .collect(Collectors.joining(", "));
        title.setText(Texts.of(
                "factors.of.factor", score.factors().all().get(f).name(), told, Figures.fixed(score.gap(f), 2)));
        var rows = new ArrayList<Node>();
        rows.add(title);
        for (int j : carriers) {
            var row = new FlowPane(strip(traversals, j), curve(score, f, j));
            row.getStyleClass().add("tool-flow");
            rows.add(row);
        }
        detail.getChildren().setAll(rows);
    }

    /** What moves with it. */
    private void showLatent(FactorScore score, Traversals traversals, int j) {
        int[] carried = Arrays.stream(score.carried(j))
                .filter(f -> score.share(f, j) >= NAMED)
                .toArray();
        String name = Texts.of("factors.latent", j);
        String told = Arrays.stream(carried)
                .mapToObj(f ->
                        Texts.of("factors.told", score.factors().all().get(f).name(), percent(score.share(f, j))))
                .collect(Collectors.joining(", "));
        title.setText(
                carried.length == 0
                        ? Texts.of("factors.of.nothing", name, percent(NAMED))
                        : Texts.of("factors.of.latent", name, told));
        var curves = new FlowPane();
        curves.getStyleClass().add("tool-flow");
        for (int f : score.carried(j)) curves.getChildren().add(curve(score, f, j));
        detail.getChildren().setAll(List.of(title, strip(traversals, j), curves));
    }

    private static String percent(double share) {
        return Texts.of("evaluation.percent", Figures.fixed(100 * share, 0));
    }

    private static Node strip(Traversals traversals, int j) {
        var name = new Label(Texts.of("factors.strip", Texts.of("factors.latent", j)));
        name.getStyleClass().add("quiet");
        var strip = new TraversalStrip();
        strip.show(traversals, j);
        return new VBox(name, sized(strip, TraversalStrip.WIDTH, TraversalStrip.EDGE));
    }

    private static Node curve(FactorScore score, int f, int j) {
        Factor factor = score.factors().all().get(f);
        var name = new Label(Texts.of("factors.curve", Texts.of("factors.latent", j), factor.name()));
        name.getStyleClass().add("quiet");
        var curve = new MeanCurve();
        curve.show(score.means()[f][j], score.deviations()[f][j]);
        List<String> values = factor.values();
        String words = Texts.of(
                "factors.curve.tip", j, factor.name(), values.get(0), values.get(values.size() - 1), MeanCurve.RANGE);
        Tips.say(curve, words);
        curve.setAccessibleText(words);
        var ends = new Label(Texts.of("factors.curve.ends", values.get(0), values.get(values.size() - 1)));
        ends.getStyleClass().add("quiet");
        return new VBox(name, sized(curve, MeanCurve.WIDTH, MeanCurve.HEIGHT), ends);
    }

    private static Pane sized(Region picture, double width, double height) {
        var place = new Pane(picture);
        place.setMinSize(width, height);
        place.setMaxSize(width, height);
        picture.resize(width, height);
        return place;
    }
}
