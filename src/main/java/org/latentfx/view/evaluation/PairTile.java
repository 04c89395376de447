package org.latentfx.view.evaluation;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.latentfx.analysis.quality.SampleQuality.Pair;
import org.latentfx.data.PictureFormat;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/** A sample over the training image nearest to it, and how far they are apart. FX thread only. */
final class PairTile extends Region {
    private static final double EDGE = 44;
    private static final double LINE = 15;

    private final DecodedPicture sample = new DecodedPicture();
    private final DecodedPicture training = new DecodedPicture();
    private final Label distance = new Label();

    PairTile(Pair pair, PictureFormat format) {
        sample.show(pair.sample(), format);
        training.show(pair.training(), format);
        distance.setText(Figures.fixed(pair.distance(), 3));
        distance.getStyleClass().add("class-figure");
        distance.setAlignment(Pos.CENTER);
        String tip = Texts.of("quality.pair.tip", pair.image(), distance.getText());
        Tips.say(this, tip);
        setAccessibleText(tip);
        getChildren().addAll(sample, training, distance);
    }

    @Override
    protected void layoutChildren() {
        sample.resizeRelocate(0, 0, EDGE, EDGE);
        training.resizeRelocate(0, EDGE + 2, EDGE, EDGE);
        distance.resizeRelocate(-2, 2 * EDGE + 2, EDGE + 4, LINE);
    }

    @Override
    protected double computePrefWidth(double height) {
        return EDGE;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 2 * EDGE + 2 + LINE;
    }
}
