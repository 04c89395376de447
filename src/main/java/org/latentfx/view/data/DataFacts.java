package org.latentfx.view.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.data.DataDescription;
import org.latentfx.data.DataDescription.ClassCount;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.ImageSet;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Theme;

/** What was found in a file of pictures, in words. FX thread only. */
final class DataFacts extends VBox {
    private static final int LISTED = 12;

    /** Numbers an image, grey of 64 × 64, above which the first preset's step takes far longer than a person waits. */
    private static final int MANY = 64 * 64;

    /** Pixels along the longer side that are offered then. */
    private static final int OFFERED = 32;

    private final Consumer<Size> resize;

    /** @param resize told the smaller size that a person takes */
    DataFacts(Consumer<Size> resize) {
        this.resize = resize;
        setId("data-facts");
        getStyleClass().add("data-facts");
    }

    void show(ImportedData data) {
        getChildren().clear();
        DataDescription found = data.description();
        PictureFormat format = found.format();
        ImageSet train = data.split().train();
        String count = format.letters() ? "data.preview.words.count" : "data.preview.pictures.count";
        line(Texts.of(count, found.images(), found.heldOut())).getStyleClass().add("data-count");
        String colour = Texts.of(format.channels() == 1 ? "data.preview.grey" : "data.preview.colour");
        line(
                format.letters()
                        ? Texts.of("data.preview.form.words", format.height())
                        : Texts.of(
                                "data.preview.form",
                                found.kind(),
                                format.width(),
                                format.height(),
                                colour,
                                found.low(),
                                found.high()));
        boolean changed = train.width() != format.width() || train.height() != format.height();
        if (changed) line(Texts.of("data.preview.used", train.width(), train.height()));
        line(classes(found.classes()));
        long bytes = (long) found.images() * train.valuesPerImage();
        line(Texts.of("data.preview.memory", Math.max(1, bytes >> 20)));
        if (train.valuesPerImage() > MANY) offer(train);
        if (format.channels() == 1 && !format.letters() && !Theme.isDark(this).getValue())
            line(Texts.of("data.preview.ink")).getStyleClass().add("data-note");
        for (String note : found.notes()) line(note).getStyleClass().add("data-note");
    }

    /** Large pictures take weights and time in proportion; a smaller size is one click away. */
    private void offer(ImageSet large) {
        Size size = smaller(large.width(), large.height());
        int values = large.valuesPerImage();
        long times = Math.round((double) large.width() * large.height() / (size.width() * size.height()));
        line(Texts.of("data.preview.large", values, times, size.width(), size.height()));
        var link = new Hyperlink(Texts.of("data.preview.smaller", size.width(), size.height()));
        link.setId("data-smaller");
        link.setOnAction(e -> resize.accept(size));
        getChildren().add(link);
    }

    /** About the same proportions as {@code width} × {@code height}, with a longer side of {@value #OFFERED}. */
    static Size smaller(int width, int height) {
        double scale = (double) OFFERED / Math.max(width, height);
        return new Size((int) Math.max(1, Math.round(width * scale)), (int) Math.max(1, Math.round(height * scale)));
    }

    void say(String sentence) {
        getChildren().clear();
        line(sentence);
    }

    private Label line(String text) {
        var label = new Label(DataOptions.named(text));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().add(label);
        return label;
    }

    private static String classes(List<ClassCount> classes) {
        if (classes.isEmpty()) return Texts.of("data.preview.unlabelled");
        String listed = classes.stream()
                .limit(LISTED)
                .map(one -> Texts.of("data.preview.class", one.name(), one.images()))
                .collect(Collectors.joining(" · "));
        int rest = classes.size() - LISTED;
        return Texts.of("data.preview.classes", classes.size(), listed, Math.max(0, rest));
    }
}
