package org.latentfx.view.decoder;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.model.classifier.Classifier;
import org.latentfx.session.explore.DecodedPoint;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.quality.Judges;
import org.latentfx.session.quality.Judges.Judge;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Tips;

/**
 * What the decoded picture looks like to the classifier of the data set, at every frame; a button that has one trained
 * where there is none, and nothing where there can be none. FX thread only; a look takes some tens of microseconds.
 */
final class VerdictLine extends PaintedRegion {
    private static final double HEIGHT = 20;

    private final Explorer explorer;
    private final Judges judges;
    private final Label verdict = new Label();
    private final Button learn = new Button(Texts.of("verdict.learn"));
    private @Nullable Judge judge;
    private @Nullable Classifier classifier;

    VerdictLine(Explorer explorer, Judges judges) {
        this.explorer = explorer;
        this.judges = judges;
        getStyleClass().add("verdict-line");
        verdict.setId("verdict");
        verdict.getStyleClass().add("verdict");
        verdict.setAlignment(Pos.CENTER_LEFT);
        Tips.term(verdict, "class-histogram");
        learn.setId("verdict-learn");
        learn.getStyleClass().addAll("flat", "chip");
        Tips.say(learn, Texts.of("quality.learn.tip"));
        learn.setOnAction(event -> judges.train());
        getChildren().addAll(verdict, learn);
        explorer.pointProperty().addListener((property, before, now) -> repaint());
        judges.progressProperty().subscribe(this::repaint);
        judges.judgeProperty().subscribe(this::repaint);
        judges.missingProperty().subscribe(this::ask);
    }

    private void ask() {
        setVisible(judges.missingProperty().get().isEmpty());
        if (getParent() != null) getParent().requestLayout();
        repaint();
    }

    /** 0 where there is nothing to say. */
    double height() {
        return isVisible() ? HEIGHT : 0;
    }

    @Override
    protected void paint() {
        Judge now = judges.judgeProperty().get();
        if (now != judge) {
            judge = now;
            classifier = now == null ? null : now.classifier().another();
        }
        double learnt = judges.progressProperty().get();
        boolean idle = judge == null && Double.isNaN(learnt);
        learn.setVisible(idle);
        verdict.setVisible(!idle);
        if (judge != null) look();
        else if (!idle) verdict.setText(Texts.of("verdict.learning", Figures.fixed(100 * learnt, 0)));
        learn.resizeRelocate(0, 0, Math.min(getWidth(), learn.prefWidth(-1)), getHeight());
        verdict.resizeRelocate(0, 0, Math.min(getWidth(), Math.ceil(verdict.prefWidth(-1))), getHeight());
    }

    private void look() {
        DecodedPoint point = explorer.point();
        float[] picture = point.picture();
        if (judge == null || classifier == null || picture == null || point.model() == null) return;
        ImageSet images = judge.data().train();
        if (!point.model().configuration().format().equals(images.format())) {
            verdict.setText("");
            return;
        }
        var said = classifier.judge(picture, 1);
        int first = said.classOf(0);
        int second = first == 0 ? 1 : 0;
        for (int c = 0; c < said.classes(); c++)
            if (c != first && said.probabilities()[c] > said.probabilities()[second]) second = c;
        verdict.setText(Texts.of("verdict", images.className(first), percent(said.probabilities()[first])));
        Tips.say(
                verdict,
                Texts.of(
                        "verdict.tip",
                        images.className(first),
                        percent(said.probabilities()[first]),
                        images.className(second),
                        percent(said.probabilities()[second]),
                        Figures.fixed(100 * judge.accuracy(), 1)));
    }

    private static String percent(double share) {
        return Figures.fixed(100 * share, 0);
    }
}
