package org.latentfx.view.compare;

import java.awt.image.BufferedImage;
import java.io.File;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Scale;
import javafx.stage.FileChooser;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.PngFile;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.session.export.Exporter;
import org.latentfx.text.Texts;

/** The sheet as a picture, as it stands on the screen. FX thread only. */
final class SheetExport {
    /** Pixels of the picture for one of the screen. */
    private static final double SCALE = 2;

    private final Node sheet;
    private final Exporter exporter;

    SheetExport(Node sheet, Exporter exporter) {
        this.sheet = sheet;
        this.exporter = exporter;
    }

    static String title() {
        return Texts.of("export.compare.title");
    }

    /** Asks for a file and has the picture written to it. */
    void ask() {
        var chooser = new FileChooser();
        String title = title().replace("…", "");
        chooser.setTitle(title);
        chooser.setInitialFileName(Texts.of("export.compare.name"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(title, "*.png"));
        File file = chooser.showSaveDialog(sheet.getScene().getWindow());
        if (file != null) exporter.export(kind(picture()), file.toPath());
    }

    /** The picture as it is now. */
    BufferedImage picture() {
        var how = new SnapshotParameters();
        how.setTransform(new Scale(SCALE, SCALE));
        WritableImage image = sheet.snapshot(how, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, width, height, argb, 0, width);
        return picture;
    }

    static ExportKind kind(BufferedImage picture) {
        return new ExportKind(
                "compare",
                ".png",
                (from, out, progress) -> List.of(new AtomicFile.Part(out, body -> PngFile.encode(picture, body))));
    }
}
